#include "tools/paxsim/check_store.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <vector>

#include "sim/history/file/history_file.h"
#include "sim/history/linearizability.h"
#include "sim/history/sequential.h"
#include "tools/paxsim/commands.h"

namespace paxosstore::paxsim {
namespace {

using sim::Verdict;

absl::StatusOr<sim::RecordedHistory> Read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file.good()) return absl::NotFoundError(path + ": cannot be read");
  return sim::ReadHistory(text.str(), path);
}

sim::HistoryVerdict Decide(const std::vector<sim::Operation>& operations, const StoreCheck& check) {
  const auto expiring = std::find_if(operations.begin(), operations.end(), sim::MayExpire);
  if (expiring != operations.end()) {
    return {Verdict::kUndecided, "nobody",
            "answers depend on the object's time, which a history does not hold, from here on: " +
                ToString(*expiring)};
  }
  sim::CheckOptions options;
  options.search_budget = check.budget;
  options.use_versions = check.use_versions;
  return sim::DecideHistory(operations, options);
}

const char* NameOf(Verdict verdict) {
  switch (verdict) {
    case Verdict::kLinearizable:
      return "linearizable";
    case Verdict::kViolation:
      return "NOT linearizable";
    case Verdict::kUndecided:
      break;
  }
  return "undecided";
}

void Print(const sim::ObjectHistory& object, const sim::HistoryVerdict& decided) {
  std::printf("%s: %s, %zu operations, decided by %s\n", object.object.c_str(),
              NameOf(decided.verdict), object.operations.size(),
              std::string(decided.layer).c_str());
  if (!decided.why.empty()) std::printf("  %s\n", decided.why.c_str());
}

}  // namespace

int CheckStore(const StoreCheck& check) {
  const absl::StatusOr<sim::RecordedHistory> read = Read(check.file);
  if (!read.ok()) {
    std::fprintf(stderr, "%s\n", std::string(read.status().message()).c_str());
    return kBadUsage;
  }
  using Clock = std::chrono::steady_clock;
  const Clock::time_point begin = Clock::now();
  std::array<size_t, 3> count{};  // by verdict
  for (const sim::ObjectHistory& object : read->objects) {
    const sim::HistoryVerdict decided = Decide(object.operations, check);
    ++count[static_cast<size_t>(decided.verdict)];
    Print(object, decided);
  }
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin);
  const bool violated = count[static_cast<size_t>(Verdict::kViolation)] > 0;
  const bool undecided = count[static_cast<size_t>(Verdict::kUndecided)] > 0;
  const Verdict whole = violated    ? Verdict::kViolation
                        : undecided ? Verdict::kUndecided
                                    : Verdict::kLinearizable;
  std::printf("%s: %zu operations on %zu %s of scenario %s, seed %llu, %lld ms\n", NameOf(whole),
              read->operations(), read->objects.size(),
              read->objects.size() == 1 ? "object" : "objects", read->scenario.c_str(),
              static_cast<unsigned long long>(read->seed), static_cast<long long>(took.count()));
  return violated ? kFailureFound : undecided ? kUndecided : kPassed;
}

}  // namespace paxosstore::paxsim
