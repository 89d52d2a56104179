#include "tools/bench/checker/measure.h"

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "sim/check/register_check.h"
#include "sim/check/register_evidence.h"

namespace paxosstore::bench {
namespace {

using Clock = std::chrono::steady_clock;
using nlohmann::json;

double MillisecondsSince(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

int64_t PeakKb() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

struct Judged {
  sim::Verdict verdict = sim::Verdict::kLinearizable;
  bool searched = false;
  int undecided_keys = 0;
  double ms = 0;
};

// Of all keys, whatever the first of them says.
Judged Judge(NamedHistories& named, uint64_t budget) {
  Judged judged;
  const Clock::time_point begin = Clock::now();
  for (const sim::RegisterHistory& key : named.histories.keys) {
    const sim::RegisterVerdict decided =
        sim::CheckRegister(key.operations, &named.histories.values, budget);
    judged.searched = judged.searched || decided.layer == "search";
    judged.undecided_keys += decided.verdict == sim::Verdict::kUndecided ? 1 : 0;
    if (judged.verdict == sim::Verdict::kViolation) continue;
    if (decided.verdict != sim::Verdict::kLinearizable) judged.verdict = decided.verdict;
  }
  judged.ms = MillisecondsSince(begin);
  return judged;
}

double Median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

json Describe(const std::vector<NamedHistories>& all) {
  size_t operations = 0, unanswered = 0;
  for (const NamedHistories& named : all) {
    for (const sim::RegisterHistory& key : named.histories.keys) {
      operations += key.operations.size();
      unanswered += static_cast<size_t>(
          std::count_if(key.operations.begin(), key.operations.end(),
                        [](const auto& operation) { return !operation.span.answered(); }));
    }
  }
  return {{"histories", all.size()},
          {"operations", operations},
          {"unanswered", unanswered},
          {"history_kb", PeakKb()}};
}

json JudgeAll(std::vector<NamedHistories>& all, const MeasureOptions& options) {
  constexpr double kEnoughMs = 2000;
  std::vector<std::vector<double>> times(all.size());
  std::vector<double> totals;
  std::vector<Judged> judged(all.size());
  double spent = 0;
  while (totals.size() < options.rounds && (totals.empty() || spent < kEnoughMs)) {
    double total = 0;
    for (size_t i = 0; i < all.size(); ++i) {
      judged[i] = Judge(all[i], options.budget);
      times[i].push_back(judged[i].ms);
      total += judged[i].ms;
    }
    totals.push_back(total);
    spent += total;
  }
  json found = {{"right", 0},    {"wrong", 0},          {"undecided", 0},
                {"mistaken", 0}, {"undecided_keys", 0}, {"layer", "values"}};
  double slowest = -1;
  const auto count = [&found](const char* name) { found[name] = found[name].get<int>() + 1; };
  for (size_t i = 0; i < all.size(); ++i) {
    const bool right = judged[i].verdict == sim::Verdict::kLinearizable;
    const bool undecided = judged[i].verdict == sim::Verdict::kUndecided;
    count(right ? "right" : undecided ? "undecided" : "wrong");
    if (!undecided && right != all[i].linearizable) count("mistaken");
    found["undecided_keys"] = found["undecided_keys"].get<int>() + judged[i].undecided_keys;
    if (judged[i].searched) found["layer"] = "search";
    if (const double ms = Median(times[i]); ms > slowest) {
      slowest = ms;
      found["slowest"] = all[i].name;
      found["slowest_ms"] = ms;
    }
  }
  found["ms"] = Median(totals);
  found["rounds"] = totals.size();
  found["peak_kb"] = PeakKb();
  return found;
}

// Of the first key that has any.
json FindEvidence(NamedHistories& named, uint64_t budget) {
  const Clock::time_point begin = Clock::now();
  for (const sim::RegisterHistory& key : named.histories.keys) {
    const sim::RegisterEvidence evidence =
        sim::FindEvidence(key.operations, &named.histories.values, budget);
    if (evidence.guilty.empty()) continue;
    return {{"evidence", evidence.guilty.size()}, {"evidence_ms", MillisecondsSince(begin)}};
  }
  return json::object();
}

// Each piece of news as soon as it is there: a limit may end the rest.
void Work(const MeasureOptions& options, MakeHistories make, Teller& teller) {
  absl::StatusOr<std::vector<NamedHistories>> all = make();
  if (!all.ok()) return teller.Tell(json{{"error", std::string(all.status().message())}}.dump());
  teller.Tell(Describe(*all).dump());
  teller.Rewind(options.limits);
  const json found = JudgeAll(*all, options);
  teller.Tell(found.dump());
  if (!options.evidence || found["wrong"] != 1) return;
  teller.Rewind(options.limits);
  teller.Tell(FindEvidence((*all)[0], options.budget).dump());
}

const char* NameOf(Ended ended) {
  switch (ended) {
    case Ended::kDone:
      return "done";
    case Ended::kOutOfTime:
      return "out of time";
    case Ended::kOutOfMemory:
      return "out of memory";
    case Ended::kFailed:
      break;
  }
  return "failed";
}

}  // namespace

json Measure(const MeasureOptions& options, MakeHistories make) {
  const absl::StatusOr<Isolated> idle = RunIsolated(options.limits, [](Teller&) {});
  const absl::StatusOr<Isolated> run =
      RunIsolated(options.limits, [&](Teller& teller) { Work(options, make, teller); });
  if (!idle.ok() || !run.ok()) return {{"error", "cannot start a process"}};
  json found = json::object();
  for (const std::string& line : run->lines) found.update(json::parse(line));
  // Once the verdict is there, a limit has ended the search for a counterexample only.
  found["ended"] = found.contains("ms") ? "done" : NameOf(run->ended);
  if (!found.contains("peak_kb")) found["peak_kb"] = run->peak_kb;
  for (const char* name : {"history_kb", "peak_kb"}) {
    if (found.contains(name)) {
      found[name] = std::max<int64_t>(0, found[name].get<int64_t>() - idle->peak_kb);
    }
  }
  return found;
}

}  // namespace paxosstore::bench
