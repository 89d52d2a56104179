// An operation of the store as one of a register: read, write, compare-and-set from absent, append.
#ifndef PAXOSSTORE_SIM_HISTORY_EXPORT_REGISTER_CALL_H_
#define PAXOSSTORE_SIM_HISTORY_EXPORT_REGISTER_CALL_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "sim/check/register_history.h"
#include "sim/history/export/export.h"

namespace paxosstore::sim {

// A register's value; nothing: the key is absent.
using RegisterValue = std::optional<std::string>;

struct RegisterCall {
  const Operation* operation = nullptr;
  std::string key;
  RegisterVerb verb = RegisterVerb::kRead;
  RegisterValue value;   // what it writes or appends
  RegisterValue seen;    // kRead, answered
  bool refused = false;  // kCas (its expectation is always absent), answered

  bool answered() const { return operation->fate == Fate::kOk; }
  bool unknown() const { return operation->fate == Fate::kUnknown; }
};

struct RegisterCalls {
  std::vector<RegisterCall> calls;  // in order of starts
  std::vector<std::string> notes;
};

// FailedPrecondition, with the operation and what to do, if one has no form in `format`.
absl::StatusOr<RegisterCalls> ToRegisterCalls(const RecordedHistory& history, ForeignFormat format);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_HISTORY_EXPORT_REGISTER_CALL_H_
