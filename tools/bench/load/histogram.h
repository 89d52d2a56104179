// Latencies by count, with a relative error under 0.1 %: each power of two is cut into 1024 equal
// buckets, and values below 2048 are exact. A recording touches one counter; nothing is allocated
// after construction.
#ifndef PAXOSSTORE_TOOLS_BENCH_LOAD_HISTOGRAM_H_
#define PAXOSSTORE_TOOLS_BENCH_LOAD_HISTOGRAM_H_

#include <cstddef>
#include <cstdint>
#include <vector>

namespace paxosstore::bench {

class Histogram {
 public:
  Histogram();
  void Record(uint64_t value);
  void Clear();

  uint64_t count() const { return count_; }
  uint64_t max() const { return max_; }
  double mean() const;
  // The smallest recorded value (to the error above) that at least `permille_of_ten` / 10,000 of
  // all values do not exceed: 5000 is the median, 9990 is p99.9. 0 if nothing was recorded.
  uint64_t Percentile(uint64_t permille_of_ten) const;

 private:
  static size_t BucketOf(uint64_t value);
  static uint64_t HighestIn(size_t bucket);

  std::vector<uint64_t> buckets_;
  uint64_t count_ = 0;
  uint64_t max_ = 0;
  long double sum_ = 0;
};

}  // namespace paxosstore::bench

#endif  // PAXOSSTORE_TOOLS_BENCH_LOAD_HISTOGRAM_H_
