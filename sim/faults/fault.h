// A fault as data: what happens to whom, and when. A plan is a list of them in order of time, drawn
// before the run begins; so it can be printed, counted, shrunk and replayed without drawing again.
#ifndef PAXOSSTORE_SIM_FAULTS_FAULT_H_
#define PAXOSSTORE_SIM_FAULTS_FAULT_H_

#include <cstdint>
#include <optional>
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

  // Process, at named points.
  kCrashBeforeSync,   // node loses power right after it has next asked for a sync
  kCrashDuringStart,  // ... `length` after it has next begun to start
  kCrashZone,         // all of `nodes` lose power

  // Network. `nodes` are those at the other ends of node's links.
  kRing,              // each node reaches two neighbours; `amount` says which ring
  kCutLink,           // nothing passes between node and `nodes`
  kMendLink,          // ends that
  kSlowLink,          // between node and `nodes` everything takes `length` longer; zero: as usual
  kBandwidth,         // links from node carry `amount` bytes a second; 0: no limit
  kCorruptFrames,     // of a thousand frames `amount` arrive damaged; 0: none
  kResetConnections,  // what is in flight from and to node is lost

  // Disks: what a store may bear or refuse, but never take for right.
  kReadErrors,        // of a hundred reads of node `amount` fail; 0: none
  kMisreads,          // ... give the bytes of another place
  kFullDisk,          // nothing can be created and no file can grow
  kFreeDisk,          // ends that
  kBitRot,            // `amount` bits of an attested commit group of node are flipped
  kLostWrite,         // `amount` writes of node are answered for and never there
  kMisdirectedWrite,  // ... are somewhere else instead

  // Disks: what one store alone cannot know of.
  kLostTail,      // as kLostWrite, also where nothing is left that tells of it
  kLyingSync,     // `amount` syncs of node answer OK and do nothing
  kSnapshotDisk,  // remembers node's disk
  kRollBackDisk,  // node is stopped, and its disk is what it was then
  kWipeDisk,      // node is stopped, and its disk is empty
};
inline constexpr size_t kFaultKinds = 39;
std::string_view ToString(FaultKind kind);
// Whether it begins a fault, rather than ends one.
bool Injects(FaultKind kind);
// Whether a node that it strikes may refuse to go on: then progress and agreement are demanded only
// while a majority of the nodes is spared.
bool DamagesStorage(FaultKind kind);
// Whether it takes more than the protocol promises to bear: acknowledged data may be lost, without
// anybody's knowledge. Only for scenarios that say what may fail.
bool ExceedsPromise(FaultKind kind);

// What a node does, as far as a fault may wait for it.
enum class Milestone : uint8_t {
  kNone,
  kSends,  // a message
  kPromises,
  kAccepts,        // in memory
  kStoresPromise,  // its disk holds it
  kStoresAccept,
  kStoresChosen,
  kLearns,    // that an entry is chosen
  kRecovers,  // an object, when it starts
  kAnswers,   // a client
};
inline constexpr size_t kMilestones = 10;
std::string_view ToString(Milestone milestone);
std::optional<Milestone> FindMilestone(std::string_view name);

struct Condition {
  Milestone milestone = Milestone::kNone;
  NodeId node = {};         // whose; 0: anybody's
  std::string object = {};  // empty: of any
  EntryId entry = {};       // 0: any
  uint32_t times = 1;       // so many of them
  bool on() const { return milestone != Milestone::kNone; }
};
// "when n2 stores accept of entry 3 of k0"
std::string ToString(const Condition& when);

struct Fault {
  Instant at = {};
  FaultKind kind = FaultKind::kUnblock;
  NodeId node = {};    // where it concerns one
  uint32_t nodes = 0;  // bit i: node i+1
  Duration length = {};
  int64_t amount = 0;
  LinkOptions links = {};  // kLinks
  // If on, it strikes not at its time, but as soon as this has come about after it.
  Condition when = {};
};
using FaultPlan = std::vector<Fault>;

// "crash n2"
std::string Describe(const Fault& fault);
// "1.250000s crash n2"
std::string ToString(const Fault& fault);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_FAULTS_FAULT_H_
