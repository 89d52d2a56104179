// The evaluators that the table of commands points to, by the file that holds them.
#ifndef PAXOSSTORE_CORE_MODEL_EVALUATORS_H_
#define PAXOSSTORE_CORE_MODEL_EVALUATORS_H_

#include "core/model/command.h"
#include "core/model/keyspace.h"

namespace paxosstore::model {

// strings_read.cc
Reply EvaluateGet(const Command& command, Keyspace& keys);
Reply EvaluateMget(const Command& command, Keyspace& keys);
Reply EvaluateStrlen(const Command& command, Keyspace& keys);
Reply EvaluateGetrange(const Command& command, Keyspace& keys);

// strings_write.cc
Reply EvaluateSet(const Command& command, Keyspace& keys);
Reply EvaluateSetnx(const Command& command, Keyspace& keys);
Reply EvaluateSetex(const Command& command, Keyspace& keys);
Reply EvaluatePsetex(const Command& command, Keyspace& keys);
Reply EvaluateMset(const Command& command, Keyspace& keys);
Reply EvaluateGetset(const Command& command, Keyspace& keys);
Reply EvaluateGetdel(const Command& command, Keyspace& keys);
Reply EvaluateGetex(const Command& command, Keyspace& keys);
Reply EvaluateAppend(const Command& command, Keyspace& keys);
Reply EvaluateSetrange(const Command& command, Keyspace& keys);

// counters.cc
Reply EvaluateIncr(const Command& command, Keyspace& keys);
Reply EvaluateDecr(const Command& command, Keyspace& keys);
Reply EvaluateIncrby(const Command& command, Keyspace& keys);
Reply EvaluateDecrby(const Command& command, Keyspace& keys);
Reply EvaluateIncrbyfloat(const Command& command, Keyspace& keys);

// keys.cc
Reply EvaluateDel(const Command& command, Keyspace& keys);
Reply EvaluateExists(const Command& command, Keyspace& keys);
Reply EvaluateType(const Command& command, Keyspace& keys);

// expiry.cc
Reply EvaluateTtl(const Command& command, Keyspace& keys);
Reply EvaluatePttl(const Command& command, Keyspace& keys);
Reply EvaluateExpiretime(const Command& command, Keyspace& keys);
Reply EvaluatePexpiretime(const Command& command, Keyspace& keys);
Reply EvaluateExpire(const Command& command, Keyspace& keys);
Reply EvaluatePexpire(const Command& command, Keyspace& keys);
Reply EvaluateExpireat(const Command& command, Keyspace& keys);
Reply EvaluatePexpireat(const Command& command, Keyspace& keys);
Reply EvaluatePersist(const Command& command, Keyspace& keys);

}  // namespace paxosstore::model

#endif  // PAXOSSTORE_CORE_MODEL_EVALUATORS_H_
