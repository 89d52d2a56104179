#include "tools/paxsim/campaign/kept_failures.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "reports/trace/page.h"
#include "scenarios/failure_file.h"
#include "sim/run/planted.h"
#include "sim/shrink/shrink.h"
#include "sim/trace/trace.h"
#include "tools/paxsim/failure_files.h"
#include "tools/paxsim/worker_pool.h"

namespace paxosstore::paxsim {
namespace {

using Time = std::chrono::steady_clock;
namespace fs = std::filesystem;

constexpr uint64_t kShrinkRunsMax = 3000;
// More kinds than that tell nobody more.
constexpr size_t kKindsMax = 20;

// What a worker made of a kind.
struct Kept {
  std::string stored, trace, size, trouble;
};
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Kept, stored, trace, size, trouble)

class Keeper {
 public:
  Keeper(const CampaignPlan& plan, const KeepOptions& options, reports::CampaignReport* report)
      : plan_(plan), options_(options), report_(report) {}

  bool KeepAll();

 private:
  Kept Keep(const reports::RunRecord& run) const;
  bool Shrink(sim::FailureCase* failing) const;
  bool Collect(size_t kind, const WorkerPool::Outcome& outcome);
  void Show(size_t done, size_t kinds);

  const CampaignPlan& plan_;
  const KeepOptions& options_;
  reports::CampaignReport* const report_;
  const bool terminal_ = ::isatty(STDERR_FILENO) == 1;
  bool shown_ = false;
  const Time::time_point shrink_until_ = Time::now() + options_.shrink_time;
};

// True if nothing more can be left out.
bool Keeper::Shrink(sim::FailureCase* failing) const {
  if (options_.shrink_time.count() == 0) return false;
  sim::ShrinkOptions shrink;
  shrink.runs_max = kShrinkRunsMax;
  shrink.progress = [this](const std::string&, uint64_t, const sim::FailureCase&) {
    return Time::now() < shrink_until_;
  };
  sim::ShrinkResult result = sim::Shrink(*std::move(failing), std::move(shrink));
  *failing = std::move(result.smallest);
  return result.finished;
}

Kept Keeper::Keep(const reports::RunRecord& run) const {
  Kept kept;
  sim::ActivatePlantedBug(plan_.bug);
  std::optional<sim::FailureCase> failing =
      sim::Capture(ScenarioOfSeed(plan_, run.seed).scenario, run.seed);
  if (!failing.has_value()) return kept;
  if (plan_.bug != PlantedBug::kNone) failing->bug = std::string(sim::InfoOf(plan_.bug).name);
  const bool shrunk = Shrink(&*failing);
  const std::string name = fs::path(run.scenario).stem().string() + "-" + std::to_string(run.seed);
  const std::string stored = name + scenarios::kFailureEnding;
  const std::string path = (fs::path(options_.folder) / stored).string();
  if (!WriteFailureFile(*failing, shrunk, path, plan_.program)) {
    kept.trouble = path + ": cannot be written";
    return kept;
  }
  kept.stored = stored;
  kept.size = SizeOf(*failing);
  sim::Trace trace;
  sim::RunOptions record;
  record.recording = &trace;
  sim::Rerun(*failing, record);
  trace.replay = plan_.program + " replay " + path;
  const std::string page = name + ".html";
  std::ofstream out(fs::path(options_.folder) / page, std::ios::binary);
  out << reports::TracePage(trace);
  out.close();
  if (out.good()) kept.trace = page;
  if (!out.good()) kept.trouble = page + ": cannot be written";
  return kept;
}

bool Keeper::Collect(size_t kind, const WorkerPool::Outcome& outcome) {
  if (!outcome.result.has_value()) return true;  // it takes down any process that runs it
  const Kept kept = nlohmann::json::parse(*outcome.result).get<Kept>();
  reports::FailureGroup& group = report_->groups[kind];
  group.stored = kept.stored;
  group.trace = kept.trace;
  group.small_size = kept.size;
  if (kept.trouble.empty()) return true;
  std::fprintf(stderr, "--out: %s\n", kept.trouble.c_str());
  return false;
}

// On a terminal again and again.
void Keeper::Show(size_t done, size_t kinds) {
  if (shown_ && !terminal_) return;
  shown_ = true;
  const auto left = std::chrono::duration_cast<std::chrono::seconds>(shrink_until_ - Time::now());
  std::fprintf(stderr, "%skeeping failures: %zu of %zu kinds, up to %lld s for making them small%s",
               terminal_ ? "\r\033[K" : "", done, kinds,
               static_cast<long long>(std::max<int64_t>(left.count(), 0)), terminal_ ? "" : "\n");
}

bool Keeper::KeepAll() {
  const size_t kinds = std::min(report_->groups.size(), kKindsMax);
  size_t next = 0, done = 0;
  bool good = true;
  WorkerPool pool(options_.jobs, [this](uint64_t kind) {
    return nlohmann::json(Keep(report_->groups[kind].runs.front())).dump();
  });
  const bool ran = pool.Run(
      [&]() -> std::optional<uint64_t> {
        if (next == kinds) return std::nullopt;
        return next++;
      },
      [&](uint64_t kind, const WorkerPool::Outcome& outcome) {
        ++done;
        good = Collect(kind, outcome) && good;
      },
      [&] { Show(done, kinds); });
  if (terminal_) std::fprintf(stderr, "\r\033[K");
  if (kinds < report_->groups.size()) {
    std::fprintf(stderr, "stored: the first %zu of %zu kinds of failures\n", kinds,
                 report_->groups.size());
  }
  return good && ran;
}

}  // namespace

bool KeepFailures(const CampaignPlan& plan, const KeepOptions& options,
                  reports::CampaignReport* report) {
  if (report->groups.empty()) return true;
  return Keeper(plan, options, report).KeepAll();
}

}  // namespace paxosstore::paxsim
