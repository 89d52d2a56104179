#include "reports/campaign/fault_families.h"

#include "reports/campaign/derived.h"

namespace paxosstore::reports {
namespace {

enum class Struck : uint8_t { kProcess, kNetwork, kClock, kDisk };

// Without a default: a new kind has to be put somewhere.
Struck StruckBy(sim::FaultKind kind) {
  switch (kind) {
    case sim::FaultKind::kCrash:
    case sim::FaultKind::kCrashAfterSend:
    case sim::FaultKind::kCrashAfterSync:
    case sim::FaultKind::kKillProcess:
    case sim::FaultKind::kRestart:
    case sim::FaultKind::kPause:
    case sim::FaultKind::kResume:
    case sim::FaultKind::kCrashBeforeSync:
    case sim::FaultKind::kCrashDuringStart:
    case sim::FaultKind::kCrashZone:
      return Struck::kProcess;
    case sim::FaultKind::kPartition:
    case sim::FaultKind::kBlockOneWay:
    case sim::FaultKind::kIsolate:
    case sim::FaultKind::kUnblock:
    case sim::FaultKind::kLinks:
    case sim::FaultKind::kRing:
    case sim::FaultKind::kCutLink:
    case sim::FaultKind::kMendLink:
    case sim::FaultKind::kSlowLink:
    case sim::FaultKind::kBandwidth:
    case sim::FaultKind::kCorruptFrames:
    case sim::FaultKind::kResetConnections:
      return Struck::kNetwork;
    case sim::FaultKind::kDrift:
    case sim::FaultKind::kJumpWall:
      return Struck::kClock;
    case sim::FaultKind::kStallDisk:
    case sim::FaultKind::kSlowDisk:
    case sim::FaultKind::kSyncError:
    case sim::FaultKind::kReadErrors:
    case sim::FaultKind::kMisreads:
    case sim::FaultKind::kFullDisk:
    case sim::FaultKind::kFreeDisk:
    case sim::FaultKind::kBitRot:
    case sim::FaultKind::kLostWrite:
    case sim::FaultKind::kMisdirectedWrite:
    case sim::FaultKind::kLostTail:
    case sim::FaultKind::kLyingSync:
    case sim::FaultKind::kSnapshotDisk:
    case sim::FaultKind::kRollBackDisk:
    case sim::FaultKind::kWipeDisk:
      break;
  }
  return Struck::kDisk;
}

}  // namespace

std::vector<FaultFamily> FaultFamilies() {
  std::vector<FaultFamily> families = {
      {"Process", {}}, {"Network", {}}, {"Clock", {}}, {"Disk", {}}};
  for (const sim::FaultKind kind : InjectingKinds()) {
    families[static_cast<size_t>(StruckBy(kind))].kinds.push_back(kind);
  }
  return families;
}

}  // namespace paxosstore::reports
