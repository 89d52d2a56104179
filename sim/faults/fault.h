// A fault as data: what happens to whom, and when. A plan is a list of them in order of time, drawn
// before the run begins; so it can be printed, counted, shrunk and replayed without drawing again.
#ifndef PAXOSSTORE_SIM_FAULTS_FAULT_H_
#define PAXOSSTORE_SIM_FAULTS_FAULT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/ids.h"
#include "core/runtime/time.h"
#include "sim/sim_network.h"

namespace paxosstore::sim {

enum class FaultKind : uint8_t {
  kCrash,           // node loses power
  kCrashAfterSend,  // node loses power right after its next message
  kCrashAfterSync,  // node loses power right after something of it has become durable
  kKillProcess,     // the process dies, the page cache stays
  kRestart,         // node starts, if it is down
  kPause,
  kResume,
  kPartition,    // `nodes` on one side, the others on the other
  kBlockOneWay,  // nothing passes from any of `nodes` to any other
  kIsolate,      // node reaches nobody
  kUnblock,      // ends all three
  kLinks,        // all links behave as `links`
  kDrift,        // node's clock runs wrong by `amount` parts per million
  kJumpWall,     // node's wall clock jumps by `amount` milliseconds
  kStallDisk,    // no sync of node completes for `length`
  kSlowDisk,     // syncs of node take up to `length`; zero: as usual
  kSyncError,    // node's next sync fails, and part of what it covered never reaches the platter
};
inline constexpr size_t kFaultKinds = 17;
std::string_view ToString(FaultKind kind);
// Whether it begins a fault, rather than ends one.
bool Injects(FaultKind kind);

struct Fault {
  Instant at = {};
  FaultKind kind = FaultKind::kUnblock;
  NodeId node = {};    // where it concerns one
  uint32_t nodes = 0;  // bit i: node i+1
  Duration length = {};
  int64_t amount = 0;
  LinkOptions links = {};  // kLinks
};
using FaultPlan = std::vector<Fault>;

// "crash n2"
std::string Describe(const Fault& fault);
// "1.250000s crash n2"
std::string ToString(const Fault& fault);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_FAULTS_FAULT_H_
