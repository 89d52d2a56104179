// Which request comes next: commands and keys drawn from one seeded stream, so that two systems get
// the same sequence.
#ifndef PAXOSSTORE_TOOLS_BENCH_LOAD_WORKLOAD_H_
#define PAXOSSTORE_TOOLS_BENCH_LOAD_WORKLOAD_H_

#include <cstdint>
#include <string>

namespace paxosstore::bench {

enum class Op : uint8_t { kGet, kSet, kIncr };

struct Request {
  Op op = Op::kGet;
  uint64_t key = 0;
};

// The key's name: 16 bytes, as redis-benchmark's. Counters have names of their own, because a
// counter cannot be added to what SET wrote.
void AppendKey(Request request, std::string& out);

enum class Mix : uint8_t { kGet, kSet, kIncr, kMixed };

class Workload {
 public:
  // REQUIRES: keys > 0, reads_percent <= 100 (of Mix::kMixed).
  Workload(Mix mix, uint64_t keys, uint32_t reads_percent, uint64_t seed);
  // Uniform over the keys, for ever.
  Request Next();

 private:
  uint64_t Draw();
  Op DrawOp();

  Mix mix_;
  uint64_t keys_;
  uint32_t reads_percent_;
  uint64_t state_;
};

// Values of one size. No two that follow each other are equal, so that nothing can be left out.
class Values {
 public:
  explicit Values(size_t size);
  const std::string& Next();
  size_t size() const { return value_.size(); }

 private:
  std::string value_;
  uint64_t count_ = 0;
};

}  // namespace paxosstore::bench

#endif  // PAXOSSTORE_TOOLS_BENCH_LOAD_WORKLOAD_H_
