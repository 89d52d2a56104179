#include <optional>

#include "core/base/status_macros.h"
#include "sim/check/formats/event_maps.h"
#include "sim/check/formats/formats.h"
#include "sim/check/formats/history_builder.h"
#include "sim/check/formats/position.h"

namespace paxosstore::sim {
namespace {

class KvReader {
 public:
  KvReader(std::string_view text, const std::string& file)
      : text_(text), file_(file), builder_("") {}

  absl::StatusOr<RegisterHistories> Run() {
    RETURN_IF_ERROR(
        ForEachMap(text_, file_, [this](const MapEvent& event) { return Take(event); }));
    return std::move(builder_).Finish();
  }

 private:
  absl::Status Take(const MapEvent& event);
  absl::Status Begin(const MapEvent& event);
  ValueId Number(const Edn* value) {
    const bool absent = value == nullptr || value->kind == Edn::Kind::kNil;
    return absent ? kAbsent : builder_.values().Number(value->text);
  }
  absl::Status Error(const Edn& where, std::string_view what) const {
    return ErrorAt(file_, text_, where.offset, what);
  }

  const std::string_view text_;
  const std::string& file_;
  HistoryBuilder builder_;
};

std::optional<RegisterVerb> VerbOf(std::string_view name) {
  if (name == "get") return RegisterVerb::kRead;
  if (name == "put") return RegisterVerb::kWrite;
  if (name == "append") return RegisterVerb::kAppend;
  return std::nullopt;
}

absl::Status KvReader::Begin(const MapEvent& event) {
  RegisterOperation operation;
  operation.process = event.process->ToString();
  const std::optional<RegisterVerb> verb = VerbOf(event.verb->text);
  if (!verb.has_value()) {
    return Error(*event.verb, event.verb->ToString() + " is not get, put or append");
  }
  operation.verb = *verb;
  const Edn* key = event.whole->Find("key");
  if (key == nullptr) return Error(*event.whole, ":key is missing");
  if (operation.verb != RegisterVerb::kRead) {
    if (event.value == nullptr) return Error(*event.whole, ":value is missing");
    operation.argument = Number(event.value);
  }
  const absl::Status begun = builder_.Invoke(key->text, std::move(operation));
  return begun.ok() ? begun : Error(*event.whole, std::string(begun.message()));
}

absl::Status KvReader::Take(const MapEvent& event) {
  if (event.type == "invoke") return Begin(event);
  const std::string process = event.process->ToString();
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
    (*pending)->seen = Number(event.value);
    builder_.Answer(process);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<RegisterHistories> ParseKv(std::string_view text, const std::string& file) {
  return KvReader(text, file).Run();
}

}  // namespace paxosstore::sim
