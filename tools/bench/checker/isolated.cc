#include "tools/bench/checker/isolated.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <new>
#include <utility>

#include "absl/strings/str_split.h"

namespace paxosstore::bench {
namespace {

constexpr int kNoMemory = 99;

[[noreturn]] void Work(const Limits& limits, int pipe, absl::FunctionRef<void(Teller&)> work) {
  const rlimit memory{limits.memory_bytes, limits.memory_bytes};
  setrlimit(RLIMIT_AS, &memory);
  std::set_new_handler([] { _exit(kNoMemory); });
  Teller teller(pipe);
  teller.Rewind(limits);
  work(teller);
  _exit(0);
}

std::string ReadAll(int pipe) {
  std::string text;
  char bytes[4096];
  for (;;) {
    const ssize_t got = read(pipe, bytes, sizeof(bytes));
    if (got > 0) {
      text.append(bytes, static_cast<size_t>(got));
    } else if (got == 0 || errno != EINTR) {
      return text;
    }
  }
}

Ended HowItEnded(int status) {
  if (WIFSIGNALED(status)) return WTERMSIG(status) == SIGALRM ? Ended::kOutOfTime : Ended::kFailed;
  if (WEXITSTATUS(status) == kNoMemory) return Ended::kOutOfMemory;
  return WEXITSTATUS(status) == 0 ? Ended::kDone : Ended::kFailed;
}

}  // namespace

void Teller::Tell(std::string line) {
  line += '\n';
  // Short enough for a pipe to take it at once.
  if (write(pipe_, line.data(), line.size()) != static_cast<ssize_t>(line.size())) _exit(1);
}

void Teller::Rewind(const Limits& limits) { alarm(limits.seconds); }

absl::StatusOr<Isolated> RunIsolated(const Limits& limits, absl::FunctionRef<void(Teller&)> work) {
  int ends[2];
  if (pipe(ends) != 0) return absl::UnavailableError(std::strerror(errno));
  const pid_t child = fork();
  if (child < 0) return absl::UnavailableError(std::strerror(errno));
  if (child == 0) {
    close(ends[0]);
    Work(limits, ends[1], work);
  }
  close(ends[1]);
  const std::string text = ReadAll(ends[0]);
  close(ends[0]);
  int status = 0;
  rusage usage{};
  while (wait4(child, &status, 0, &usage) < 0 && errno == EINTR) {
  }
  Isolated isolated{HowItEnded(status), absl::StrSplit(text, '\n', absl::SkipEmpty()),
                    usage.ru_maxrss};
  return isolated;
}

}  // namespace paxosstore::bench
