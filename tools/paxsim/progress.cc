#include "tools/paxsim/progress.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "absl/strings/str_format.h"
#include "reports/text_summary.h"

namespace paxosstore::paxsim {
namespace {

constexpr size_t kBarWidth = 30;
constexpr std::chrono::seconds kLineEvery{5};

std::string Bar(uint64_t thousandths) {
  const size_t full = kBarWidth * thousandths / 1000;
  return "[" + std::string(full, '#') + std::string(kBarWidth - full, '.') + "]";
}

}  // namespace

Progress::Progress(std::optional<uint64_t> runs, std::optional<std::chrono::milliseconds> budget)
    : runs_(runs), budget_(budget), terminal_(::isatty(STDERR_FILENO) == 1) {}

void Progress::CountRun(bool failed, uint64_t events) {
  ++done_;
  failed_ += failed ? 1 : 0;
  events_ += events;
}

uint64_t Progress::elapsed_ms() const {
  return static_cast<uint64_t>(
      std::chrono::duration_cast<std::chrono::milliseconds>(Time::now() - began_).count());
}

uint64_t Progress::Done() const {
  const uint64_t whole = budget_.has_value() ? static_cast<uint64_t>(budget_->count()) : *runs_;
  const uint64_t part = budget_.has_value() ? elapsed_ms() : done_;
  return whole == 0 ? 1000 : std::min<uint64_t>(1000, part * 1000 / whole);
}

std::string Progress::Line() const {
  const uint64_t ms = std::max<uint64_t>(elapsed_ms(), 1);
  std::string text = absl::StrFormat("%d", done_);
  if (runs_.has_value() && !budget_.has_value()) text += absl::StrFormat("/%d", *runs_);
  text += absl::StrFormat(" runs, %d failed, %s events/s", failed_,
                          reports::Thousands(events_ * 1000 / ms));
  if (const uint64_t done = Done(); done > 0 && done < 1000) {
    text += absl::StrFormat(", %d s left", ms * (1000 - done) / done / 1000);
  }
  return text;
}

void Progress::Tick() {
  if (terminal_) {
    std::fprintf(stderr, "\r\033[K%s %s", Bar(Done()).c_str(), Line().c_str());
    std::fflush(stderr);
  } else if (Time::now() - printed_ >= kLineEvery) {
    printed_ = Time::now();
    std::fprintf(stderr, "%s\n", Line().c_str());
  }
}

void Progress::Print(const std::string& text) {
  if (terminal_) std::fprintf(stderr, "\r\033[K");
  std::printf("%s", text.c_str());
  std::fflush(stdout);
}

void Progress::Finish() {
  if (terminal_) std::fprintf(stderr, "\r\033[K");
}

}  // namespace paxosstore::paxsim
