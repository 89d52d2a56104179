// What came back while one measurement ran. Only answers that mean "done" count as completed; every
// other outcome is counted under its own words.
#ifndef PAXOSSTORE_TOOLS_BENCH_LOAD_RECORDER_H_
#define PAXOSSTORE_TOOLS_BENCH_LOAD_RECORDER_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "tools/bench/load/histogram.h"

namespace paxosstore::bench {

// Nanoseconds of the monotonic clock.
using Nanos = int64_t;
Nanos Now();

enum class Outcome : uint8_t {
  kDone,    // acknowledged, or read
  kAbsent,  // read, and the key is not there: done as well, and counted apart
  kError,   // an error answer, a wrong answer, or none
};

class Recorder {
 public:
  // Forgets everything; what follows is measured from `now` on.
  void Begin(Nanos now);
  // `start` is when the request was sent, or, at a fixed rate, when it should have been.
  void Answer(Outcome outcome, std::string_view text, Nanos start, Nanos now);
  void Error(std::string_view text, uint64_t count);
  void End(Nanos now);

  uint64_t completed() const { return latency_.count(); }
  uint64_t absent() const { return absent_; }
  uint64_t failed() const { return failed_; }
  Nanos elapsed() const { return end_ - begin_; }
  // The longest time in which no request completed.
  Nanos longest_gap() const { return longest_gap_; }
  const Histogram& latency() const { return latency_; }
  const std::map<std::string, uint64_t>& errors() const { return errors_; }

 private:
  Histogram latency_;
  std::map<std::string, uint64_t> errors_;
  uint64_t absent_ = 0;
  uint64_t failed_ = 0;
  Nanos begin_ = 0;
  Nanos end_ = 0;
  Nanos last_ = 0;
  Nanos longest_gap_ = 0;
};

}  // namespace paxosstore::bench

#endif  // PAXOSSTORE_TOOLS_BENCH_LOAD_RECORDER_H_
