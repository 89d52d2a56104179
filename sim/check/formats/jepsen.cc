#include <algorithm>
#include <cctype>
#include <optional>

#include "core/base/status_macros.h"
#include "sim/check/formats/event_maps.h"
#include "sim/check/formats/formats.h"
#include "sim/check/formats/history_builder.h"
#include "sim/check/formats/position.h"

namespace paxosstore::sim {
namespace {

bool IsNumber(const Edn& value) {
  return value.kind == Edn::Kind::kAtom && !value.text.empty() &&
         std::all_of(value.text.begin(), value.text.end(),
                     [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; });
}

class JepsenReader {
 public:
  JepsenReader(std::string_view text, const std::string& file)
      : text_(text), file_(file), builder_("nil") {}

  absl::StatusOr<RegisterHistories> Run() {
    RETURN_IF_ERROR(
        ForEachMap(text_, file_, [this](const MapEvent& event) { return Take(event); }));
    return std::move(builder_).Finish();
  }

 private:
  // The value of one register: with independent keys, that in [key value].
  struct Argument {
    std::string key;
    const Edn* value = nullptr;
  };
  static Argument ArgumentOf(const MapEvent& event);

  absl::Status Take(const MapEvent& event);
  absl::Status Begin(const MapEvent& event);
  absl::Status Error(const Edn& where, std::string_view what) const {
    return ErrorAt(file_, text_, where.offset, what);
  }

  const std::string_view text_;
  const std::string& file_;
  HistoryBuilder builder_;
};

// [k v] is a tuple of independent keys, unless it is what a compare-and-set takes; [k [a b]] is
// one.
JepsenReader::Argument JepsenReader::ArgumentOf(const MapEvent& event) {
  static const Edn kNil;
  const Edn* value = event.value == nullptr ? &kNil : event.value;
  const bool pair = value->kind == Edn::Kind::kVector && value->items.size() == 2;
  const bool cas = event.verb->text == "cas";
  if (pair && (!cas || value->items[1].kind == Edn::Kind::kVector)) {
    return Argument{value->items[0].ToString(), &value->items[1]};
  }
  return Argument{"", value};
}

std::optional<RegisterVerb> VerbOf(std::string_view name) {
  if (name == "read") return RegisterVerb::kRead;
  if (name == "write") return RegisterVerb::kWrite;
  if (name == "cas") return RegisterVerb::kCas;
  return std::nullopt;
}

absl::Status JepsenReader::Begin(const MapEvent& event) {
  RegisterOperation operation;
  operation.process = event.process->text;
  const Argument argument = ArgumentOf(event);
  const std::optional<RegisterVerb> verb = VerbOf(event.verb->text);
  if (!verb.has_value()) {
    return Error(*event.verb, event.verb->ToString() + " is not read, write or cas");
  }
  operation.verb = *verb;
  if (verb == RegisterVerb::kWrite) {
    operation.argument = builder_.values().Number(argument.value->ToString());
  } else if (verb == RegisterVerb::kCas) {
    if (argument.value->items.size() != 2) {
      return Error(*argument.value, "wanted: [EXPECTED NEW]");
    }
    operation.expected = builder_.values().Number(argument.value->items[0].ToString());
    operation.argument = builder_.values().Number(argument.value->items[1].ToString());
  }
  const absl::Status begun = builder_.Invoke(argument.key, std::move(operation));
  return begun.ok() ? begun : Error(*event.whole, std::string(begun.message()));
}

absl::Status JepsenReader::Take(const MapEvent& event) {
  if (!IsNumber(*event.process)) return absl::OkStatus();
  if (event.type == "invoke") return Begin(event);
  const std::string& process = event.process->text;
  const absl::StatusOr<RegisterOperation*> pending = builder_.Pending(process);
  if (!pending.ok()) return Error(*event.whole, std::string(pending.status().message()));
  if (VerbOf(event.verb->text) != (*pending)->verb) {
    return Error(*event.verb, "process " + process + " has begun something else");
  }
  if (event.type == "info") {
    builder_.LeaveOpen(process);
  } else if (event.type == "fail") {
    builder_.Forget(process);
  } else {
    const Argument argument = ArgumentOf(event);
    (*pending)->seen = builder_.values().Number(argument.value->ToString());
    builder_.Answer(process);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<RegisterHistories> ParseJepsen(std::string_view text, const std::string& file) {
  return JepsenReader(text, file).Run();
}

}  // namespace paxosstore::sim
