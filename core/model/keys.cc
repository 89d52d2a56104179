// DEL, UNLINK, EXISTS, TOUCH, TYPE.
#include <cstdint>

#include "core/model/evaluators.h"

namespace paxosstore::model {

// Also UNLINK: memory is given back at once here, and nothing waits for it.
Reply EvaluateDel(const Command& command, Keyspace& keys) {
  int64_t removed = 0;
  for (const std::string& key : command.args) removed += keys.Erase(key) ? 1 : 0;
  return Reply::Integer(removed);
}

// Also TOUCH: nobody evicts by access time. A key named twice counts twice.
Reply EvaluateExists(const Command& command, Keyspace& keys) {
  int64_t found = 0;
  for (const std::string& key : command.args) found += keys.Find(key) != nullptr ? 1 : 0;
  return Reply::Integer(found);
}

Reply EvaluateType(const Command& command, Keyspace& keys) {
  return Reply::Simple(keys.Find(command.args[0]) == nullptr ? "none" : "string");
}

}  // namespace paxosstore::model
