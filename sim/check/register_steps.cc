#include "sim/check/register_steps.h"

namespace paxosstore::sim {

bool RegisterSteps::MayWrite(uint32_t operation) const {
  const RegisterOperation& which = operations_[operation];
  return which.verb != RegisterVerb::kRead && !which.refused;
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
