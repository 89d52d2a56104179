#include "tools/bench/load/histogram.h"

#include <algorithm>
#include <bit>

namespace paxosstore::bench {
namespace {

constexpr int kBits = 10;
constexpr uint64_t kPerOctave = uint64_t{1} << kBits;

}  // namespace

Histogram::Histogram() : buckets_((64 - kBits + 1) * kPerOctave, 0) {}

size_t Histogram::BucketOf(uint64_t value) {
  const int shift = std::max(0, static_cast<int>(std::bit_width(value)) - kBits - 1);
  return static_cast<size_t>(shift) * kPerOctave + static_cast<size_t>(value >> shift);
}

uint64_t Histogram::HighestIn(size_t bucket) {
  // Octave 0 and 1 share the width 1, so a bucket's first value is (kPerOctave + offset) << shift.
  if (bucket < 2 * kPerOctave) return bucket;
  const uint64_t shift = bucket / kPerOctave - 1;
  return ((kPerOctave + bucket % kPerOctave + 1) << shift) - 1;
}

void Histogram::Record(uint64_t value) {
  ++buckets_[BucketOf(value)];
  ++count_;
  max_ = std::max(max_, value);
  sum_ += static_cast<long double>(value);
}

void Histogram::Clear() {
  std::fill(buckets_.begin(), buckets_.end(), 0);
  count_ = 0;
  max_ = 0;
  sum_ = 0;
}

double Histogram::mean() const {
  return count_ == 0 ? 0 : static_cast<double>(sum_ / static_cast<long double>(count_));
}

uint64_t Histogram::Percentile(uint64_t permille_of_ten) const {
  if (count_ == 0) return 0;
  const uint64_t wanted = std::max<uint64_t>(1, (count_ * permille_of_ten + 9999) / 10000);
  uint64_t seen = 0;
  for (size_t bucket = 0; bucket < buckets_.size(); ++bucket) {
    seen += buckets_[bucket];
    if (seen >= wanted) return std::min(HighestIn(bucket), max_);
  }
  return max_;
}

}  // namespace paxosstore::bench
