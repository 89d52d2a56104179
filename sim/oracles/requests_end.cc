#include "sim/oracles/requests_end.h"

#include <string>

namespace paxosstore::sim {

uint64_t RequestsEnd::Begin(Instant now) {
  entries_.push_back({now, allowance_});
  ++open_;
  return first_ + entries_.size() - 1;
}

void RequestsEnd::End(uint64_t ticket) {
  if (ticket < first_ || entries_[ticket - first_].ended) {
    judge_->Fail(kName, "node " + ToString(node_) + " answered a request twice");
    return;
  }
  entries_[ticket - first_].ended = true;
  --open_;
  while (!entries_.empty() && entries_.front().ended) {
    entries_.pop_front();
    ++first_;
  }
}

void RequestsEnd::Check(Instant now) {
  if (entries_.empty()) return;
  const Entry& oldest = entries_.front();
  const Duration age = now - oldest.begun - (allowance_ - oldest.allowance);
  if (age > bound_) {
    judge_->Fail(kName, "node " + ToString(node_) + " has not answered a request of " +
                            ToString(oldest.begun) + " yet");
  }
}

}  // namespace paxosstore::sim
