// paxsim check: the history checker alone, on a file. Here those of other systems; our own:
// check_store.h.
#include <chrono>
#include <cstdio>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <string>

#include "sim/check/drawing.h"
#include "sim/check/formats/formats.h"
#include "sim/check/register_check.h"
#include "tools/paxsim/check_store.h"
#include "tools/paxsim/commands.h"

namespace paxosstore::paxsim {
namespace {

struct Flags {
  std::string file;
  std::string format;
  uint64_t budget = 20'000'000;
  bool ignore_versions = false;
};

// Of the search for a small part; the verdict stands already.
constexpr uint64_t kEvidenceBudget = 2'000'000;

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

std::string Named(const sim::RegisterHistory& history) {
  return history.key.empty() ? "" : "key " + history.key + ": ";
}

void PrintEvidence(const sim::RegisterHistory& history, sim::Values* values) {
  const sim::Evidence evidence = sim::FindEvidence(history.operations, values, kEvidenceBudget);
  const std::string no_order =
      "no order explains these " + std::to_string(evidence.guilty.size()) + " operations";
  std::printf("%s%s\n%s", Named(history).c_str(),
              (evidence.why.empty() ? no_order : evidence.why).c_str(),
              sim::DrawTimeLine(evidence.guilty, *values).c_str());
}

int Execute(const Flags& flags) {
  if (flags.format == "store") {
    return CheckStore({flags.file, flags.budget, !flags.ignore_versions});
  }
  if (flags.ignore_versions) {
    std::fprintf(stderr, "--ignore-versions: only the format store has versions\n");
    return kBadUsage;
  }
  absl::StatusOr<sim::RegisterHistories> read = Read(flags);
  if (!read.ok()) {
    std::fprintf(stderr, "%s\n", std::string(read.status().message()).c_str());
    return kBadUsage;
  }
  using Clock = std::chrono::steady_clock;
  const Clock::time_point begin = Clock::now();
  size_t operations = 0, violations = 0, undecided = 0;
  bool by_search = false;
  for (const sim::RegisterHistory& history : read->keys) {
    operations += history.operations.size();
    const sim::RegisterVerdict decided =
        sim::CheckRegister(history.operations, &read->values, flags.budget);
    by_search = by_search || decided.layer == "search";
    switch (decided.verdict) {
      case sim::Verdict::kLinearizable:
        break;
      case sim::Verdict::kViolation:
        ++violations;
        PrintEvidence(history, &read->values);
        break;
      case sim::Verdict::kUndecided:
        ++undecided;
        std::printf("%sundecided within the limit; see --budget\n", Named(history).c_str());
    }
  }
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin);
  std::printf("%s: %zu operations on %zu %s, decided by %s, %lld ms\n",
              violations > 0  ? "NOT linearizable"
              : undecided > 0 ? "undecided"
                              : "linearizable",
              operations, read->keys.size(), read->keys.size() == 1 ? "key" : "keys",
              by_search ? "search" : "values alone", static_cast<long long>(took.count()));
  return violations > 0 ? kFailureFound : undecided > 0 ? kUndecided : kPassed;
}

}  // namespace

RunCommand AddCheck(CLI::App& app) {
  const auto flags = std::make_shared<Flags>();
  CLI::App* check = app.add_subcommand(
      "check",
      "Is a history linearizable? One of our own runs (paxsim run --history), or one that another "
      "system has recorded. Exit code 0: it is, 1: it is not, 2: a bad file, 3: undecided within "
      "the limit.");
  check->add_option("HISTORY", flags->file, "The file")->required();
  check
      ->add_option(
          "--format", flags->format,
          "store: what paxsim run --history writes; kv: get, put and append on keys; etcd: "
          "a Jepsen log of one register; jepsen: a Jepsen history of registers (EDN)")
      ->required()
      ->check(CLI::IsMember({"store", "kv", "etcd", "jepsen"}));
  check->add_option("--budget", flags->budget, "Give up on a key or object after so many steps")
      ->capture_default_str();
  check->add_flag("--ignore-versions", flags->ignore_versions,
                  "store: give no weight to the versions and log entries that the file names, by "
                  "which most objects are decided at once; the search alone decides");
  return [flags] { return Execute(*flags); };
}

}  // namespace paxosstore::paxsim
