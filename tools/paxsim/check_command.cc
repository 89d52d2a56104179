// paxsim check: the history checker alone, on a file.
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <system_error>

#include "reports/check_page.h"
#include "reports/check_text.h"
#include "tools/paxsim/check_registers.h"
#include "tools/paxsim/check_store.h"
#include "tools/paxsim/commands.h"

namespace paxosstore::paxsim {

absl::StatusOr<std::string> ReadWhole(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file.good()) return absl::NotFoundError(path + ": cannot be read");
  return text.str();
}

namespace {

using Clock = std::chrono::steady_clock;

constexpr char kFooter[] = R"(Formats:
  store   what paxsim run --history writes: a run of our own, with all commands
  etcd    a Jepsen log of one register, an event a line:
            INFO jepsen.util - 0 :invoke :write 3
            INFO jepsen.util - 0 :ok     :write 3
  jepsen  Jepsen's history of one register or of independent ones (EDN):
            {:process 0, :type :invoke, :f :cas, :value [1 2]}
            {:process 0, :type :fail,   :f :cas, :value [1 2]}
  kv      get, put and append on keys, a map a line:
            {:process 0, :type :invoke, :f :append, :key "k", :value "x"}
            {:process 0, :type :ok,     :f :append, :key "k", :value "x"}
Events stand in the order of real time. What has no end, or ends as :info, may take effect at any later
moment, or never.

Exit codes: 0 linearizable, 1 not linearizable, 2 bad usage or a bad file, 3 undecided within the budget.

Example: paxsim check etcd_007.log --format etcd --html etcd_007.html)";

uint64_t MicrosecondsSince(Clock::time_point begin) {
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin);
  return static_cast<uint64_t>(took.count());
}

reports::CheckedKey CheckKey(const KeyToCheck& to_check) {
  const Clock::time_point begin = Clock::now();
  reports::CheckedKey key = to_check.judge();
  key.took_us = MicrosecondsSince(begin);
  if (key.verdict == sim::Verdict::kViolation) key.evidence = to_check.find_evidence();
  return key;
}

[[nodiscard]] bool WritePage(const std::string& path, const std::string& page) {
  errno = 0;
  std::ofstream file(path, std::ios::binary);
  file << page;
  file.close();
  if (file.good()) return true;
  std::fprintf(stderr, "--html: %s cannot be written: %s\n", path.c_str(), std::strerror(errno));
  return false;
}

int ExitCode(sim::Verdict verdict) {
  switch (verdict) {
    case sim::Verdict::kLinearizable:
      return kPassed;
    case sim::Verdict::kViolation:
      return kFailureFound;
    case sim::Verdict::kUndecided:
      break;
  }
  return kUndecided;
}

// Empty if they go together.
std::string Contradiction(const CheckFlags& flags) {
  std::error_code ignored;
  if (std::filesystem::equivalent(flags.file, flags.html, ignored)) {
    return "--html: " + flags.html + " is the history itself";
  }
  if (flags.ignore_versions && flags.format != "store") {
    return "--ignore-versions: only the format store has versions";
  }
  return "";
}

int Refuse(const std::string& why) {
  std::fprintf(stderr, "%s\n", why.c_str());
  return kBadUsage;
}

int Execute(const CheckFlags& flags) {
  if (const std::string why = Contradiction(flags); !why.empty()) return Refuse(why);
  const absl::StatusOr<HistoryToCheck> history =
      flags.format == "store" ? ReadStore(flags) : ReadRegisters(flags);
  if (!history.ok()) return Refuse(std::string(history.status().message()));
  reports::CheckReport report;
  report.file = flags.file;
  report.format = flags.format;
  report.about = history->about;
  report.budget = flags.budget;
  const Clock::time_point begin = Clock::now();
  for (const KeyToCheck& to_check : history->keys) {
    report.keys.push_back(CheckKey(to_check));
    // At once: the next key may take long.
    std::fputs(reports::CheckedKeyText(report.keys.back(), history->keys.size()).c_str(), stdout);
    std::fflush(stdout);
  }
  report.took_us = MicrosecondsSince(begin);
  std::fputs(reports::CheckSummary(report).c_str(), stdout);
  if (!flags.html.empty() && !WritePage(flags.html, reports::CheckPage(report))) return kBadUsage;
  return ExitCode(reports::TotalsOf(report).verdict);
}

}  // namespace

RunCommand AddCheck(CLI::App& app) {
  const auto flags = std::make_shared<CheckFlags>();
  CLI::App* check = app.add_subcommand(
      "check",
      "Is a history linearizable: one of our own runs (paxsim run --history), or one that another\n"
      "system has recorded? Each key is judged by itself; for one that is not, the few operations\n"
      "that show it are drawn.");
  check->add_option("HISTORY", flags->file, "The file")->required();
  check->add_option("--format", flags->format, "How the file is written; see below")
      ->required()
      ->check(CLI::IsMember({"store", "etcd", "jepsen", "kv"}));
  check->add_option("--html", flags->html, "Write a page about it to this file");
  check->add_option("--budget", flags->budget, "Give up on a key after so many steps")
      ->capture_default_str();
  check->add_flag("--ignore-versions", flags->ignore_versions,
                  "store: the search alone decides, not the versions and log entries that the file "
                  "names");
  check->footer(kFooter);
  return [flags] { return Execute(*flags); };
}

}  // namespace paxosstore::paxsim
