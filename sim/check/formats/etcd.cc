#include <optional>

#include "core/base/status_macros.h"
#include "sim/check/formats/edn.h"
#include "sim/check/formats/formats.h"
#include "sim/check/formats/history_builder.h"
#include "sim/check/formats/position.h"

namespace paxosstore::sim {
namespace {

constexpr std::string_view kTimedOut = ":timed-out";

class EtcdReader {
 public:
  EtcdReader(std::string_view text, const std::string& file)
      : text_(text), file_(file), builder_("nil") {}

  absl::StatusOr<RegisterHistories> Run();

 private:
  absl::Status ReadLine(size_t begin, size_t end);
  absl::Status Begin(RegisterOperation operation, const Edn& argument);
  absl::Status End(const std::string& process, std::string_view type, std::string_view verb,
                   const Edn& argument);
  absl::Status ReadArgument(const Edn& argument, RegisterOperation* operation);
  absl::Status Error(size_t offset, std::string_view what) const {
    return ErrorAt(file_, text_, offset, what);
  }

  const std::string_view text_;
  const std::string& file_;
  HistoryBuilder builder_;
};

std::optional<RegisterVerb> VerbOf(std::string_view name) {
  if (name == "read") return RegisterVerb::kRead;
  if (name == "write") return RegisterVerb::kWrite;
  if (name == "cas") return RegisterVerb::kCas;
  return std::nullopt;
}

absl::StatusOr<RegisterHistories> EtcdReader::Run() {
  for (size_t begin = 0; begin < text_.size();) {
    const size_t end = std::min(text_.find('\n', begin), text_.size());
    RETURN_IF_ERROR(ReadLine(begin, end));
    begin = end + 1;
  }
  return std::move(builder_).Finish();
}

absl::Status EtcdReader::ReadLine(size_t begin, size_t end) {
  const std::string_view until_end = text_.substr(0, end);
  size_t at = begin;
  if (!SkipToEdn(until_end, &at)) return absl::OkStatus();  // an empty line
  std::vector<Edn> words;
  while (SkipToEdn(until_end, &at)) {
    absl::StatusOr<Edn> word = ReadEdn(until_end, &at);
    if (!word.ok()) return Error(at, std::string(word.status().message()));
    words.push_back(*std::move(word));
  }
  if (words.size() != 7 || words[0].text != "INFO" || words[1].text != "jepsen.util" ||
      words[2].text != "-" || words[4].kind != Edn::Kind::kKeyword ||
      words[5].kind != Edn::Kind::kKeyword) {
    return Error(begin, "wanted: INFO jepsen.util - PROCESS :TYPE :OPERATION ARGUMENT");
  }
  const std::optional<RegisterVerb> verb = VerbOf(words[5].text);
  if (!verb.has_value()) {
    return Error(words[5].offset, ":" + words[5].text + " is no operation of a register");
  }
  RegisterOperation operation;
  operation.process = words[3].text;
  operation.verb = *verb;
  if (words[4].text == "invoke") return Begin(std::move(operation), words[6]);
  const absl::StatusOr<RegisterOperation*> pending = builder_.Pending(operation.process);
  if (!pending.ok()) return Error(words[3].offset, std::string(pending.status().message()));
  if ((*pending)->verb != *verb) {
    return Error(words[5].offset, "process " + operation.process + " has begun something else");
  }
  return End(operation.process, words[4].text, words[5].text, words[6]);
}

absl::Status EtcdReader::ReadArgument(const Edn& argument, RegisterOperation* operation) {
  if (operation->verb != RegisterVerb::kCas) {
    operation->argument = builder_.values().Number(argument.ToString());
    return absl::OkStatus();
  }
  if (argument.kind != Edn::Kind::kVector || argument.items.size() != 2) {
    return Error(argument.offset, "wanted: [EXPECTED NEW]");
  }
  operation->expected = builder_.values().Number(argument.items[0].ToString());
  operation->argument = builder_.values().Number(argument.items[1].ToString());
  return absl::OkStatus();
}

absl::Status EtcdReader::Begin(RegisterOperation operation, const Edn& argument) {
  if (operation.verb != RegisterVerb::kRead) RETURN_IF_ERROR(ReadArgument(argument, &operation));
  const absl::Status begun = builder_.Invoke("", std::move(operation));
  return begun.ok() ? begun : Error(argument.offset, std::string(begun.message()));
}

// `process` has begun that operation.
absl::Status EtcdReader::End(const std::string& process, std::string_view type,
                             std::string_view verb, const Edn& argument) {
  RegisterOperation& operation = **builder_.Pending(process);
  const bool timed_out = argument.ToString() == kTimedOut;
  if (type == "info" || (type == "fail" && timed_out)) {
    if (type == "fail") {
      builder_.Forget(process);
    } else {
      builder_.LeaveOpen(process);
    }
    return absl::OkStatus();
  }
  if (type != "ok" && type != "fail") {
    return Error(argument.offset, ":" + std::string(type) + " is no type of an event");
  }
  if (operation.verb == RegisterVerb::kRead) {
    operation.seen = builder_.values().Number(argument.ToString());
  } else {
    RegisterOperation ended = operation;
    RETURN_IF_ERROR(ReadArgument(argument, &ended));
    if (ended.argument != operation.argument || ended.expected != operation.expected) {
      return Error(argument.offset, "not what the " + std::string(verb) + " began with");
    }
  }
  if (type == "ok") {
    builder_.Answer(process);
  } else if (operation.verb == RegisterVerb::kCas) {
    operation.refused = true;
    builder_.Answer(process);
  } else {
    builder_.Forget(process);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<RegisterHistories> ParseEtcd(std::string_view text, const std::string& file) {
  return EtcdReader(text, file).Run();
}

}  // namespace paxosstore::sim
