#include "sim/decisions.h"

#include <algorithm>

namespace paxosstore::sim {
namespace {

constexpr std::string_view kNames[kPurposes] = {
    "loss",        "duplicate",   "delay",       "reorder",      "corrupt",
    "sync time",   "crash names", "crash pages", "failed sync",  "disk read",
    "stray write", "rot",         "think",       "command",      "node",
    "abandon",     "retry pause", "client loss", "client delay", "buggify",
    "back-off",    "peer choice", "sweep",       "client id",    "knob"};

}  // namespace

std::string_view ToString(Purpose purpose) { return kNames[static_cast<size_t>(purpose)]; }

std::optional<Purpose> FindPurpose(std::string_view name) {
  for (size_t i = 0; i < kPurposes; ++i) {
    if (kNames[i] == name) return static_cast<Purpose>(i);
  }
  return std::nullopt;
}

uint64_t Decisions::SeedOf(Purpose purpose, const Occasion& occasion) const {
  const uint64_t who = static_cast<uint64_t>(purpose) << 32 | occasion.stream;
  return MixSeed(MixSeed(MixSeed(seed_ ^ who) ^ static_cast<uint64_t>(occasion.at)) ^
                 occasion.ordinal);
}

void Decisions::Restrict(const Restriction& restriction) {
  extras_ = true;
  kept_[static_cast<size_t>(restriction.purpose)] = restriction.kept;
}

void Decisions::Record() {
  extras_ = true;
  recording_ = true;
}

RandomStream Decisions::Special(Purpose purpose, const Occasion& occasion, ActorId actor) {
  const auto& kept = kept_[static_cast<size_t>(purpose)];
  if (kept.has_value() && !std::binary_search(kept->begin(), kept->end(), occasion)) {
    return RandomStream::Calm();
  }
  RandomStream stream(SeedOf(purpose, occasion), hash_, actor);
  if (recording_) stream.Record(occasion, &made_[static_cast<size_t>(purpose)]);
  return stream;
}

uint64_t SimRandom::Next(Draw purpose) {
  Moments& moments = moments_[static_cast<size_t>(purpose)];
  return decisions_->At(PurposeOf(purpose), moments.Next(actor_.value(), queue_->now()), actor_)
      .Next();
}

}  // namespace paxosstore::sim
