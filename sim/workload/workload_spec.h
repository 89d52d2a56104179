// What the simulated clients do.
#ifndef PAXOSSTORE_SIM_WORKLOAD_WORKLOAD_SPEC_H_
#define PAXOSSTORE_SIM_WORKLOAD_WORKLOAD_SPEC_H_

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/model/command.h"
#include "core/runtime/time.h"
#include "sim/sim_random.h"

namespace paxosstore::sim {

enum class Verb : uint8_t {
  kGet,
  kSet,
  kSetnx,
  kGetset,
  kGetdel,
  kDel,
  kExists,
  kIncrby,
  kAppend,
  kStrlen,
};
inline constexpr size_t kVerbs = 10;
std::string_view ToString(Verb verb);

// One operation as it is to be done. `at`: not before, and not before the client's last one has
// ended. `number` keys the choices about it (sim/decisions.h); greater than that of the client's
// operation before.
struct ScriptedOperation {
  uint32_t client = 1;
  uint64_t number = 1;
  Instant at;
  uint32_t object = 0;
  std::vector<model::Command> commands;
  NodeId node;  // the first it asks; 0: drawn
};

struct WorkloadSpec {
  uint32_t clients = 5;
  uint32_t objects = 8;
  // So many of ten objects hold several keys under one tag; requests on them may have two commands.
  uint32_t tagged_of_ten = 2;
  // Chance that an operation goes to object 0 instead of a drawn one.
  Ratio hot{1, 4};
  // Otherwise object number i (from 1) is drawn in proportion to 1/i; else uniformly.
  bool zipf = false;
  // Relative weights of the commands.
  std::array<uint32_t, kVerbs> mix = {30, 15, 5, 5, 5, 5, 5, 15, 10, 5};
  Duration think =
      Milliseconds(20);  // mean pause between operations of a client; drawn up to twice
  // Chance that an operation goes to the node of the client's last success; else to any.
  Ratio sticky{1, 2};
  LatencyModel latency{Microseconds(100), Microseconds(200), {}, {}};  // client to node, and back
  Ratio loss;                                                          // of requests and answers
  Duration attempt_timeout = Milliseconds(800);  // then the next attempt, at another replica
  uint32_t attempts_max = 6;                     // then the outcome is unknown, or not done
  Ratio abandon{1, 20};                          // after a time-out the client may give up at once
  // Chance that a request bears no name, as those of Redis clients: nobody can tell a repetition,
  // so it is sent once.
  Ratio nameless;
  // If not empty, the operations of all clients, in order of time; nothing else is drawn.
  std::vector<ScriptedOperation> script;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_WORKLOAD_WORKLOAD_SPEC_H_
