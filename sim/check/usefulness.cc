#include "sim/check/usefulness.h"

#include <algorithm>

namespace paxosstore::sim {

std::vector<StepTraits> TraitsOfAll(const Steps& steps) {
  std::vector<StepTraits> traits;
  traits.reserve(steps.operations());
  for (uint32_t i = 0; i < steps.operations(); ++i) traits.push_back(steps.TraitsOf(i));
  return traits;
}

Usefulness::Usefulness(const Steps& steps, const std::vector<StepTraits>& traits)
    : traits_(traits) {
  for (uint32_t i = 0; i < traits.size(); ++i) {
    const StepTraits& which = traits[i];
    const Span span = steps.SpanOf(i);
    if (!which.counts || which.blind() || (!span.answered() && !which.writes)) continue;
    uint64_t& until = which.wants == StepTraits::kAny ? any_until_ : wanted_until_[which.wants];
    until = std::max(until, span.end);
  }
}

bool Usefulness::IsUseful(uint32_t operation, uint64_t event) const {
  if (traits_[operation].makes == StepTraits::kAny || any_until_ > event) return true;
  const auto until = wanted_until_.find(traits_[operation].makes);
  return until != wanted_until_.end() && until->second > event;
}

}  // namespace paxosstore::sim
