// Every random choice of a run as data: a pure function of the run's seed and of the occasion on
// which it is made. Nothing depends on how often others have drawn before.
//
// So one message more moves no fate of another, a fault that is taken away leaves the others as
// they were, and a stored failure survives harmless changes of the code. And choices can be listed,
// taken back one by one, and stored: that is how failures are shrunk.
#ifndef PAXOSSTORE_SIM_DECISIONS_H_
#define PAXOSSTORE_SIM_DECISIONS_H_

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/runtime/random.h"
#include "core/runtime/time.h"
#include "sim/determinism_hash.h"
#include "sim/event_queue.h"
#include "sim/sim_random.h"

namespace paxosstore::sim {

// What a choice is about.
enum class Purpose : uint8_t {
  // Of a frame; the stream is its link.
  kLoss,
  kDuplicate,
  kDelay,
  kReorder,
  kCorrupt,
  // Of a disk; the stream is its actor.
  kSyncTime,
  kCrashNames,
  kCrashPages,
  kFailedSync,
  kDiskRead,    // fails, or gives the bytes of another place
  kStrayWrite,  // where it lands
  kRot,
  // Of a client; the stream is its actor, the occasion one of its operations and attempts.
  kThink,
  kCommand,
  kNode,
  kAbandon,
  kRetryPause,
  kClientLoss,
  kClientDelay,
  // Whether a buggify point fires; the stream is an actor and the point.
  kBuggify,
  // What a node draws for itself: kNodeDraw + Draw; the stream is its actor.
  kNodeDraw,
};
inline constexpr size_t kPurposes =
    static_cast<size_t>(Purpose::kNodeDraw) + static_cast<size_t>(Draw::kKnob) + 1;
constexpr Purpose PurposeOf(Draw draw) {
  return static_cast<Purpose>(static_cast<size_t>(Purpose::kNodeDraw) + static_cast<size_t>(draw));
}
// "loss", "sync time" ...
std::string_view ToString(Purpose purpose);
std::optional<Purpose> FindPurpose(std::string_view name);

// Numbers the occasions of one stream within one instant.
class Moments {
 public:
  Occasion Next(uint32_t stream, Instant now) {
    if (now != last_) {
      last_ = now;
      next_ = 0;
    }
    return {stream, now.ns, next_++};
  }

 private:
  Instant last_{-1};
  uint64_t next_ = 0;
};

// Of one purpose, the choices that still are by chance; all others come out calm.
struct Restriction {
  Purpose purpose;
  std::vector<Occasion> kept;  // ascending
};

class Decisions {
 public:
  // Draws are mixed into `*hash`, which must outlive this; nullptr: not at all.
  Decisions(uint64_t seed, DeterminismHash* hash) : seed_(seed), hash_(hash) {}
  Decisions(const Decisions&) = delete;
  Decisions& operator=(const Decisions&) = delete;

  // The choices for `purpose` on this occasion, drawn in the name of `actor`. Equal arguments give
  // equal choices.
  RandomStream At(Purpose purpose, const Occasion& occasion, ActorId actor = kWorld) {
    if (extras_) [[unlikely]]
      return Special(purpose, occasion, actor);
    return RandomStream(SeedOf(purpose, occasion), hash_, actor);
  }

  void Restrict(const Restriction& restriction);
  // From now on lists the occasions on which something other than calm was drawn.
  void Record();
  const std::vector<Occasion>& made(Purpose purpose) const {
    return made_[static_cast<size_t>(purpose)];
  }

 private:
  uint64_t SeedOf(Purpose purpose, const Occasion& occasion) const;
  RandomStream Special(Purpose purpose, const Occasion& occasion, ActorId actor);

  const uint64_t seed_;
  DeterminismHash* const hash_;
  bool extras_ = false;  // restricted or recording
  bool recording_ = false;
  std::array<std::optional<std::vector<Occasion>>, kPurposes> kept_;
  std::array<std::vector<Occasion>, kPurposes> made_;
};

// What a node gets.
class SimRandom : public Random {
 public:
  // `decisions` and `queue` must outlive this; one object serves all lives of the actor.
  SimRandom(Decisions* decisions, const EventQueue* queue, ActorId actor)
      : decisions_(decisions), queue_(queue), actor_(actor) {}
  uint64_t Next(Draw purpose) override;

 private:
  Decisions* const decisions_;
  const EventQueue* const queue_;
  const ActorId actor_;
  std::array<Moments, static_cast<size_t>(Draw::kKnob) + 1> moments_;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_DECISIONS_H_
