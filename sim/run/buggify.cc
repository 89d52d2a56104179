#include "sim/run/buggify.h"

namespace paxosstore::sim {
namespace {

// Without the k of the enumerator.
constexpr std::string_view Shorten(std::string_view enumerator) { return enumerator.substr(1); }

constexpr BuggifyInfo kPoints[] = {
#define PAXOSSTORE_BUGGIFY(name, what) {BuggifyPoint::name, Shorten(#name), what},
#include "core/base/buggify.def"
#undef PAXOSSTORE_BUGGIFY
};

// An active point fires at one visit of 2 to 128: some bugs need it nearly always, others hardly
// ever.
constexpr uint64_t kRarities = 7;

#ifdef PAXOSSTORE_PLANTED_BUGS
void Install(BuggifySource* source) { internal_buggify::source = source; }
#else
void Install(BuggifySource*) {}
#endif

}  // namespace

std::span<const BuggifyInfo> BuggifyPoints() { return kPoints; }

#ifdef PAXOSSTORE_PLANTED_BUGS
bool BuggifyIsCompiledIn() { return true; }
#else
bool BuggifyIsCompiledIn() { return false; }
#endif

Buggify::Buggify(uint64_t seed, Ratio active, Decisions* decisions, const EventQueue* queue)
    : decisions_(decisions), queue_(queue) {
  for (const BuggifyInfo& info : kPoints) {
    RandomStream draws(SubSeed(SubSeed(seed, "buggify"), info.name), nullptr);
    const bool on = draws.Chance(active);
    const uint64_t rarity = draws.Below(kRarities);
    if (on) chances_[static_cast<size_t>(info.point)] = {1, uint64_t{2} << rarity};
  }
  Install(this);
}

Buggify::~Buggify() { Install(nullptr); }

bool Buggify::Fires(BuggifyPoint point) {
  const auto index = static_cast<size_t>(point);
  if (chances_[index].numerator == 0) return false;
  const ActorId actor = queue_->running();
  const uint32_t stream = actor.value() << 8 | static_cast<uint32_t>(index);
  const Occasion occasion = moments_[index].Next(stream, queue_->now());
  const bool fires = decisions_->At(Purpose::kBuggify, occasion, actor).Chance(chances_[index]);
  counts_[index] += fires ? 1 : 0;
  return fires;
}

}  // namespace paxosstore::sim
