// What a long campaign shows while it runs: a bar on a terminal, plain lines elsewhere.
#ifndef PAXOSSTORE_TOOLS_PAXSIM_PROGRESS_H_
#define PAXOSSTORE_TOOLS_PAXSIM_PROGRESS_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace paxosstore::paxsim {

class Progress {
 public:
  // Of `runs` runs, or of a time.
  Progress(std::optional<uint64_t> runs, std::optional<std::chrono::milliseconds> budget);

  void CountRun(bool failed, uint64_t events);
  // Redraws the bar, or now and then prints a line.
  void Tick();
  // A line beside the bar.
  void Print(const std::string& text);
  // Removes the bar.
  void Finish();
  uint64_t elapsed_ms() const;

 private:
  std::string Line() const;
  // In thousandths.
  uint64_t Done() const;

  using Time = std::chrono::steady_clock;
  const std::optional<uint64_t> runs_;
  const std::optional<std::chrono::milliseconds> budget_;
  const bool terminal_;
  const Time::time_point began_ = Time::now();
  Time::time_point printed_ = began_;
  uint64_t done_ = 0, failed_ = 0, events_ = 0;
};

}  // namespace paxosstore::paxsim

#endif  // PAXOSSTORE_TOOLS_PAXSIM_PROGRESS_H_
