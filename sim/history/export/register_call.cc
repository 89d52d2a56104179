#include "sim/history/export/register_call.h"

#include <utility>

#include "core/base/status_macros.h"
#include "core/model/command_table.h"
#include "sim/history/file/bytes_json.h"

namespace paxosstore::sim {
namespace {

using model::Reply;

struct Form {
  std::string_view name;
  std::string_view knows;
  std::string_view scenarios;  // with such a workload
};

constexpr Form kForms[] = {
    {"kv", "one GET, SET or APPEND of one key, and no empty values", "registers, appends"},
    {"etcd", "one GET, SET, SETNX or DEL", "registers"},
    {"jepsen", "one GET, SET, SETNX or DEL of one key", "registers"},
};

class Translator {
 public:
  explicit Translator(ForeignFormat format)
      : format_(format), form_(kForms[static_cast<size_t>(format)]) {}

  absl::Status Add(const NamedOperation& named);
  RegisterCalls Finish() &&;

 private:
  // False: it has no form.
  bool Translate(const model::Command& command, const Reply* reply, RegisterCall* call);
  bool Get(const Reply* reply, RegisterCall* call);
  bool Setnx(const Reply* reply, RegisterCall* call);
  bool Append(const Reply* reply);
  bool Del(const Reply* reply, RegisterCall* call);
  bool HasForm(const RegisterValue& value) const;
  absl::Status NoForm(const NamedOperation& named, std::string_view why) const;

  const ForeignFormat format_;
  const Form& form_;
  RegisterCalls result_;
  size_t lengths_lost_ = 0;  // that APPEND answered
  size_t removals_lost_ = 0;
  size_t refusals_lost_ = 0;
};

absl::Status Translator::NoForm(const NamedOperation& named, std::string_view why) const {
  const std::string name(form_.name);
  return absl::FailedPreconditionError(
      "object " + *named.object + ": " + ToString(*named.operation) + ": " + std::string(why) +
      " in the format " + name + ", which knows " + std::string(form_.knows) +
      ". Take the format store, which knows everything, or --history-key KEY for a key that has "
      "nothing else, or a scenario whose clients do nothing else (" +
      std::string(form_.scenarios) + ")");
}

bool Translator::HasForm(const RegisterValue& value) const {
  if (!value.has_value()) return true;
  if (format_ == ForeignFormat::kKv && value->empty()) return false;  // the same as absent there
  return format_ == ForeignFormat::kEtcd || IsUtf8(*value);
}

bool Translator::Get(const Reply* reply, RegisterCall* call) {
  if (reply == nullptr || reply->kind == Reply::Kind::kNull) return true;
  call->seen = reply->text;
  return reply->kind == Reply::Kind::kBulk;
}

bool Translator::Setnx(const Reply* reply, RegisterCall* call) {
  call->verb = RegisterVerb::kCas;
  if (reply == nullptr) return true;
  call->refused = *reply == Reply::Integer(0);
  if (call->refused && format_ == ForeignFormat::kJepsen) ++refusals_lost_;
  return call->refused || *reply == Reply::Integer(1);
}

bool Translator::Append(const Reply* reply) {
  lengths_lost_ += reply != nullptr ? 1 : 0;
  return reply == nullptr || reply->kind == Reply::Kind::kInteger;
}

bool Translator::Del(const Reply* reply, RegisterCall* call) {
  call->value.reset();
  if (reply == nullptr) return true;
  if (*reply == Reply::Integer(0)) {  // found nothing and changed nothing: as a read of nothing
    call->verb = RegisterVerb::kRead;
    return true;
  }
  ++removals_lost_;
  return *reply == Reply::Integer(1);
}

bool Translator::Translate(const model::Command& command, const Reply* reply, RegisterCall* call) {
  const std::string_view name = command.spec->name;
  const bool kv = format_ == ForeignFormat::kKv;
  if (name == "get") return Get(reply, call);
  call->verb = RegisterVerb::kWrite;
  if (name == "del") return !kv && command.args.size() == 1 && Del(reply, call);
  if (command.args.size() != 2) return false;  // SET with options has another meaning
  call->value = command.args[1];
  if (name == "set") return reply == nullptr || *reply == Reply::Ok();
  if (name == "setnx") return !kv && Setnx(reply, call);
  if (name != "append" || !kv) return false;
  call->verb = RegisterVerb::kAppend;
  return Append(reply);
}

absl::Status Translator::Add(const NamedOperation& named) {
  const Operation& operation = *named.operation;
  if (operation.commands.size() != 1) {
    return NoForm(named, "several commands in one step have no form");
  }
  const model::Command& command = operation.commands[0];
  const Reply* reply = operation.fate == Fate::kOk ? &operation.replies[0] : nullptr;
  RegisterCall call;
  call.operation = &operation;
  call.key = std::string(command.Key(0));
  if (!Translate(command, reply, &call)) {
    RegisterCall unanswered;
    const bool known = reply != nullptr && Translate(command, nullptr, &unanswered);
    return NoForm(named, known ? "this answer has no form" : "this command has no form");
  }
  if (!HasForm(call.value) || !HasForm(call.seen) || !IsUtf8(call.key)) {
    return NoForm(named, "this value or key has no form");
  }
  if (format_ == ForeignFormat::kEtcd && !result_.calls.empty() &&
      result_.calls.front().key != call.key) {
    return NoForm(named,
                  "a second register (the first is " + result_.calls.front().key + ") has no form");
  }
  result_.calls.push_back(std::move(call));
  return absl::OkStatus();
}

RegisterCalls Translator::Finish() && {
  const auto note = [this](size_t count, const char* what) {
    if (count > 0) result_.notes.push_back(std::to_string(count) + " " + what);
  };
  note(lengths_lost_, "lengths that APPEND answered have no form here: only their appends stand");
  note(removals_lost_, "times DEL answered that there was something: only the removal stands");
  note(refusals_lost_, "SETNX were refused: that they found something has no form here");
  return std::move(result_);
}

}  // namespace

absl::StatusOr<RegisterCalls> ToRegisterCalls(const RecordedHistory& history,
                                              ForeignFormat format) {
  Translator translator(format);
  for (const NamedOperation& named : InOrderOfStarts(history)) {
    RETURN_IF_ERROR(translator.Add(named));
  }
  return std::move(translator).Finish();
}

}  // namespace paxosstore::sim
