#include "sim/check/register_steps.h"

#include <tuple>

namespace paxosstore::sim {

void RegisterSteps::NumberKinds() {
  absl::flat_hash_map<std::tuple<RegisterVerb, ValueId, ValueId>, uint32_t> numbers;
  for (const RegisterOperation& which : operations_) {
    const auto [at, added] = numbers.try_emplace({which.verb, which.argument, which.expected},
                                                 static_cast<uint32_t>(numbers.size()));
    kinds_.push_back(at->second);
  }
}

StepTraits RegisterSteps::TraitsOf(uint32_t operation) const {
  const RegisterOperation& which = operations_[operation];
  StepTraits traits;
  switch (which.verb) {
    case RegisterVerb::kRead:
      traits.writes = false;
      traits.wants = which.seen;
      return traits;
    case RegisterVerb::kWrite:
      traits.always = true;
      traits.makes = which.argument;
      break;
    case RegisterVerb::kAppend:
      traits.always = true;
      break;
    case RegisterVerb::kCas:
      traits.writes = !which.refused;
      if (which.refused) return traits;
      traits.wants = which.expected;
      traits.makes = which.argument;
  }
  traits.kind = kinds_[operation];
  return traits;
}

Steps::StateId RegisterSteps::Appended(StateId from, ValueId argument) {
  const auto [at, added] = appended_.try_emplace(uint64_t{from} << 32 | argument, kMismatch);
  if (added) at->second = values_->Number(values_->Text(from) + values_->Text(argument));
  return at->second;
}

Steps::StateId RegisterSteps::After(StateId from, uint32_t operation) {
  const RegisterOperation& which = operations_[operation];
  switch (which.verb) {
    case RegisterVerb::kRead:
      return !which.span.answered() || which.seen == from ? from : kMismatch;
    case RegisterVerb::kWrite:
      return which.argument;
    case RegisterVerb::kAppend:
      return Appended(from, which.argument);
    case RegisterVerb::kCas:
      break;
  }
  const bool matches = from == which.expected;
  if (!which.span.answered()) return matches ? which.argument : from;
  if (which.refused) return matches ? kMismatch : from;
  return matches ? which.argument : kMismatch;
}

}  // namespace paxosstore::sim
