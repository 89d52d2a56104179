// Runs a piece of work in a process of its own, so that its memory is its own, and a limit of time
// or memory ends it alone.
#ifndef PAXOSSTORE_TOOLS_BENCH_CHECKER_ISOLATED_H_
#define PAXOSSTORE_TOOLS_BENCH_CHECKER_ISOLATED_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"

namespace paxosstore::bench {

struct Limits {
  uint32_t seconds = 30;
  uint64_t memory_bytes = uint64_t{4} << 30;  // of address space
};

enum class Ended : uint8_t { kDone, kOutOfTime, kOutOfMemory, kFailed };

struct Isolated {
  Ended ended = Ended::kFailed;
  std::vector<std::string> lines;  // what it said before it ended
  int64_t peak_kb = 0;             // of resident memory
};

// The process that does the work: says lines to the one that waits for it.
class Teller {
 public:
  explicit Teller(int pipe) : pipe_(pipe) {}
  // Of one line, without its end.
  void Tell(std::string line);
  // The time runs anew from here.
  void Rewind(const Limits& limits);

 private:
  const int pipe_;
};

absl::StatusOr<Isolated> RunIsolated(const Limits& limits, absl::FunctionRef<void(Teller&)> work);

}  // namespace paxosstore::bench

#endif  // PAXOSSTORE_TOOLS_BENCH_CHECKER_ISOLATED_H_
