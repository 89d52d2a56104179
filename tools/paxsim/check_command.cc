// paxsim check: the history checker alone, on a file of another system.
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <system_error>

#include "reports/check_page.h"
#include "reports/check_text.h"
#include "sim/check/formats/formats.h"
#include "sim/check/register_check.h"
#include "sim/check/register_evidence.h"
#include "tools/paxsim/commands.h"

namespace paxosstore::paxsim {
namespace {

struct Flags {
  std::string file;
  std::string format;
  std::string html;
  uint64_t budget = 20'000'000;
};

using Clock = std::chrono::steady_clock;

constexpr int kUndecided = 3;
// Of the search for a small part; the verdict stands already.
constexpr uint64_t kEvidenceBudget = 2'000'000;

constexpr char kFooter[] = R"(Formats:
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

using Parser = absl::StatusOr<sim::RegisterHistories> (*)(std::string_view, const std::string&);

const std::map<std::string, Parser>& Formats() {
  static const std::map<std::string, Parser> formats = {
      {"etcd", sim::ParseEtcd}, {"jepsen", sim::ParseJepsen}, {"kv", sim::ParseKv}};
  return formats;
}

absl::StatusOr<sim::RegisterHistories> Read(const Flags& flags) {
  std::ifstream file(flags.file, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file.good()) return absl::NotFoundError(flags.file + ": cannot be read");
  return Formats().at(flags.format)(text.str(), flags.file);
}

uint64_t MicrosecondsSince(Clock::time_point begin) {
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin);
  return static_cast<uint64_t>(took.count());
}

reports::CheckedKey CheckKey(const sim::RegisterHistory& history, sim::Values* values,
                             uint64_t budget) {
  reports::CheckedKey key;
  key.name = history.key;
  key.operations = history.operations.size();
  const Clock::time_point begin = Clock::now();
  const sim::RegisterVerdict decided = sim::CheckRegister(history.operations, values, budget);
  key.took_us = MicrosecondsSince(begin);
  key.verdict = decided.verdict;
  key.layer = std::string(decided.layer);
  if (key.verdict == sim::Verdict::kViolation) {
    key.evidence = InWords(sim::FindEvidence(history.operations, values, kEvidenceBudget), *values);
  }
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

int Execute(const Flags& flags) {
  std::error_code ignored;
  if (std::filesystem::equivalent(flags.file, flags.html, ignored)) {
    std::fprintf(stderr, "--html: %s is the history itself\n", flags.html.c_str());
    return kBadUsage;
  }
  absl::StatusOr<sim::RegisterHistories> read = Read(flags);
  if (!read.ok()) {
    std::fprintf(stderr, "%s\n", std::string(read.status().message()).c_str());
    return kBadUsage;
  }
  reports::CheckReport report;
  report.file = flags.file;
  report.format = flags.format;
  report.budget = flags.budget;
  const Clock::time_point begin = Clock::now();
  for (const sim::RegisterHistory& history : read->keys) {
    report.keys.push_back(CheckKey(history, &read->values, flags.budget));
    reports::CheckedKey& key = report.keys.back();
    if (key.name.empty() && read->keys.size() > 1) key.name = "\"\"";
    // At once: the next key may take long.
    std::fputs(reports::CheckedKeyText(key, read->keys.size()).c_str(), stdout);
    std::fflush(stdout);
  }
  report.took_us = MicrosecondsSince(begin);
  std::fputs(reports::CheckSummary(report).c_str(), stdout);
  if (!flags.html.empty() && !WritePage(flags.html, reports::CheckPage(report))) return kBadUsage;
  return ExitCode(reports::TotalsOf(report).verdict);
}

}  // namespace

RunCommand AddCheck(CLI::App& app) {
  const auto flags = std::make_shared<Flags>();
  CLI::App* check = app.add_subcommand(
      "check",
      "Is a history that another system has recorded linearizable? Each key is judged by itself;\n"
      "for one that is not, the few operations that show it are drawn.");
  check->add_option("HISTORY", flags->file, "The file")->required();
  check->add_option("--format", flags->format, "How the file is written; see below")
      ->required()
      ->check(CLI::IsMember({"etcd", "jepsen", "kv"}));
  check->add_option("--html", flags->html, "Write a page about it to this file");
  check->add_option("--budget", flags->budget, "Give up on a key after so many steps")
      ->capture_default_str();
  check->footer(kFooter);
  return [flags] { return Execute(*flags); };
}

}  // namespace paxosstore::paxsim
