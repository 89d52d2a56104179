#include "tools/bench/load/recorder.h"

#include <algorithm>
#include <chrono>

namespace paxosstore::bench {
namespace {

constexpr size_t kTextMax = 120;
// A server that puts a counter into its error texts must not fill our memory.
constexpr size_t kTextsMax = 50;

}  // namespace

Nanos Now() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

void Recorder::Begin(Nanos now) {
  latency_.Clear();
  errors_.clear();
  absent_ = 0;
  failed_ = 0;
  begin_ = end_ = last_ = now;
  longest_gap_ = 0;
}

void Recorder::Answer(Outcome outcome, std::string_view text, Nanos start, Nanos now) {
  if (outcome == Outcome::kError) {
    Error(text, 1);
    return;
  }
  if (outcome == Outcome::kAbsent) ++absent_;
  latency_.Record(static_cast<uint64_t>(std::max<Nanos>(0, now - start)));
  longest_gap_ = std::max(longest_gap_, now - last_);
  last_ = now;
}

void Recorder::Error(std::string_view text, uint64_t count) {
  if (count == 0) return;
  failed_ += count;
  const std::string key(text.substr(0, kTextMax));
  const bool full = errors_.size() >= kTextsMax && errors_.find(key) == errors_.end();
  errors_[full ? "(other errors)" : key] += count;
}

void Recorder::End(Nanos now) {
  end_ = now;
  longest_gap_ = std::max(longest_gap_, now - last_);
}

}  // namespace paxosstore::bench
