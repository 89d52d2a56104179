// The proof of determinism: a rolling 64-bit hash over everything that decides a run, in order:
// virtual time, event kind, actor, random draw. Equal seed => equal hash, in any process, build
// type or address layout.
//
// Off the hot path it can also keep a compact log of all that was mixed in, so that two runs whose
// hashes differ can be compared and the first difference named (`paxsim run --check-determinism`).
#ifndef PAXOSSTORE_SIM_DETERMINISM_HASH_H_
#define PAXOSSTORE_SIM_DETERMINISM_HASH_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "core/base/ids.h"
#include "core/runtime/time.h"

namespace paxosstore::sim {

// What an item of the hash, and an event of the queue, is about.
enum class EventKind : uint8_t {
  kPost,    // Executor::Post
  kTimer,   // Executor::After
  kFrame,   // a message arrives
  kSync,    // a sync of a file or directory completes
  kClient,  // a simulated client acts
  kFault,   // a fault begins or ends
  kWorld,   // anything else that the world schedules for itself
  kDraw,    // not an event: a random number was drawn
  kNote,    // not an event: something else worth comparing, such as the digest of a disk
};
std::string_view ToString(EventKind kind);

// Whoever owns events and draws: one shard of one node, a client, a fault injector. Numbered by the
// event queue in the order of AddActor; 0 is the world itself, which never dies.
using ActorId = Id<struct ActorTag, uint32_t>;
inline constexpr ActorId kWorld{0};

class DeterminismHash {
 public:
  // An event is about to run.
  void MixEvent(Instant at, EventKind kind, ActorId actor) {
    now_ = at;
    Mix(kind, actor, 0);
  }
  // `actor` has drawn `bits`, now.
  void MixDraw(ActorId actor, uint64_t bits) { Mix(EventKind::kDraw, actor, bits); }
  // `value` describes something that must be equal in equal runs.
  void MixNote(ActorId actor, uint64_t value) { Mix(EventKind::kNote, actor, value); }

  uint64_t value() const { return value_; }
  uint64_t items() const { return items_; }

  // From now on keeps a log (about 6 bytes an event, 15 a draw). REQUIRES: nothing mixed in yet.
  void StartRecording();
  bool recording() const { return recording_; }
  // The log; may be stored and compared in another process. Not readable by people.
  const std::string& log() const { return log_; }

 private:
  void Mix(EventKind kind, ActorId actor, uint64_t value) {
    // Each field passes a multiplication of its own, so that equal changes of two fields cannot
    // cancel.
    uint64_t h = (value_ ^ static_cast<uint64_t>(now_.ns)) * 0x9E3779B97F4A7C15ull;
    h ^= (static_cast<uint64_t>(kind) << 32 | actor.value()) + (h >> 29);
    h = (h ^ value) * 0xD6E8FEB86659FD93ull;
    value_ = (h << 31) | (h >> 33);
    ++items_;
    if (recording_) Record(kind, actor, value);
  }
  void Record(EventKind kind, ActorId actor, uint64_t value);

  Instant now_;
  uint64_t value_ = 0x243F6A8885A308D3ull;
  uint64_t items_ = 0;
  bool recording_ = false;
  Instant recorded_at_;
  std::string log_;
};

// The first item in which the logs of two runs differ, as text for people: its index and both sides
// (time, kind, actor, value), with the last equal event before it. nullopt if the logs are equal.
// `name_of` names an actor. A damaged log is reported as a difference.
std::optional<std::string> FirstDifference(std::string_view log_a, std::string_view log_b,
                                           absl::FunctionRef<std::string(ActorId)> name_of);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_DETERMINISM_HASH_H_
