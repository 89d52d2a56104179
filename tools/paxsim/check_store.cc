#include "tools/paxsim/check_store.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "core/base/status_macros.h"
#include "sim/history/file/history_file.h"
#include "sim/history/history_evidence.h"
#include "sim/history/linearizability.h"
#include "sim/history/sequential.h"

namespace paxosstore::paxsim {
namespace {

sim::HistoryVerdict Decide(const std::vector<sim::Operation>& operations, uint64_t budget,
                           bool use_versions) {
  const auto expiring = std::find_if(operations.begin(), operations.end(), sim::MayExpire);
  if (expiring != operations.end()) {
    return {sim::Verdict::kUndecided, "nobody",
            "answers depend on the object's time, which a history does not hold, from here on: " +
                ToString(*expiring)};
  }
  sim::CheckOptions options;
  options.search_budget = budget;
  options.use_versions = use_versions;
  return sim::DecideHistory(operations, options);
}

reports::CheckedKey Judge(const sim::ObjectHistory& object, const CheckFlags& flags) {
  const sim::HistoryVerdict decided =
      Decide(object.operations, flags.budget, !flags.ignore_versions);
  reports::CheckedKey key;
  key.name = object.object;
  key.operations = object.operations.size();
  key.verdict = decided.verdict;
  key.layer = std::string(decided.layer);
  if (key.verdict == sim::Verdict::kUndecided) key.evidence.why = decided.why;
  return key;
}

}  // namespace

absl::StatusOr<HistoryToCheck> ReadStore(const CheckFlags& flags) {
  ASSIGN_OR_RETURN(const std::string text, ReadWhole(flags.file));
  ASSIGN_OR_RETURN(sim::RecordedHistory read, sim::ReadHistory(text, flags.file));
  const auto recorded = std::make_shared<const sim::RecordedHistory>(std::move(read));
  HistoryToCheck history;
  history.about = "scenario " + recorded->scenario + ", seed " + std::to_string(recorded->seed);
  for (size_t i = 0; i < recorded->objects.size(); ++i) {
    history.keys.push_back({[recorded, i, flags] { return Judge(recorded->objects[i], flags); },
                            [recorded, i] {
                              return sim::FindEvidence(recorded->objects[i].operations,
                                                       kEvidenceBudget);
                            }});
  }
  return history;
}

}  // namespace paxosstore::paxsim
