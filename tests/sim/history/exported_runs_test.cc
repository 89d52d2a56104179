// Runs with crashes, partitions and lost answers, in every format: what the store's own history
// says is what each export says, of what happened and of what did not.
#include <gtest/gtest.h>

#include <algorithm>

#include "core/model/command_table.h"
#include "scenarios/loader.h"
#include "sim/check/formats/formats.h"
#include "sim/check/register_check.h"
#include "sim/history/export/export.h"
#include "sim/history/file/history_file.h"
#include "sim/history/linearizability.h"
#include "sim/run/run.h"

namespace paxosstore::sim {
namespace {

using model::Reply;

constexpr uint64_t kBudget = 20'000'000;

RecordedHistory RunOf(const char* scenario, uint64_t seed) {
  const absl::StatusOr<Scenario> loaded =
      scenarios::LoadScenario(std::string(PAXOSSTORE_SCENARIOS_DIR "/") + scenario + ".textproto");
  EXPECT_TRUE(loaded.ok()) << loaded.status().message();
  RunOptions options;
  options.history = true;
  RunReport report = RunScenario(*loaded, seed, options);
  EXPECT_FALSE(report.failure.has_value());
  EXPECT_GT(report.clients.unknown, 0u);
  return *std::move(report.history);
}

Verdict Worse(Verdict a, Verdict b) {
  if (a == Verdict::kViolation || b == Verdict::kViolation) return Verdict::kViolation;
  return a == Verdict::kLinearizable ? b : a;
}

// Read back from the file first.
Verdict InStoreFormat(const RecordedHistory& history, bool use_versions) {
  const absl::StatusOr<RecordedHistory> read = ReadHistory(WriteHistory(history), "f");
  EXPECT_TRUE(read.ok()) << read.status().message();
  CheckOptions options;
  options.search_budget = kBudget;
  options.use_versions = use_versions;
  Verdict verdict = Verdict::kLinearizable;
  for (const ObjectHistory& object : read->objects) {
    verdict = Worse(verdict, DecideHistory(object.operations, options).verdict);
  }
  return verdict;
}

Verdict InForeignFormat(const RecordedHistory& history, ForeignFormat format) {
  const absl::StatusOr<Exported> exported = Export(history, format);
  EXPECT_TRUE(exported.ok()) << exported.status().message();
  if (!exported.ok()) return Verdict::kUndecided;
  absl::StatusOr<RegisterHistories> read =
      format == ForeignFormat::kKv     ? ParseKv(exported->text, "f")
      : format == ForeignFormat::kEtcd ? ParseEtcd(exported->text, "f")
                                       : ParseJepsen(exported->text, "f");
  EXPECT_TRUE(read.ok()) << read.status().message();
  if (!read.ok()) return Verdict::kUndecided;
  Verdict verdict = Verdict::kLinearizable;
  for (const RegisterHistory& key : read->keys) {
    verdict = Worse(verdict, CheckRegister(key.operations, &read->values, kBudget).verdict);
  }
  return verdict;
}

void ExpectEverywhere(const RecordedHistory& history, const std::vector<ForeignFormat>& formats,
                      Verdict expected) {
  EXPECT_EQ(InStoreFormat(history, true), expected);
  EXPECT_EQ(InStoreFormat(history, false), expected);
  for (const ForeignFormat format : formats) {
    if (format != ForeignFormat::kEtcd) {
      EXPECT_EQ(InForeignFormat(history, format), expected) << static_cast<int>(format);
      continue;
    }
    Verdict verdict = Verdict::kLinearizable;
    for (const ObjectHistory& object : history.objects) {
      const absl::StatusOr<RecordedHistory> only = OnlyKey(history, object.object);
      ASSERT_TRUE(only.ok());
      verdict = Worse(verdict, InForeignFormat(*only, format));
    }
    EXPECT_EQ(verdict, expected) << "etcd";
  }
}

std::vector<Operation>& Texts(RecordedHistory& history) {
  return std::find_if(history.objects.begin(), history.objects.end(),
                      [](const ObjectHistory& object) { return object.object == "k0"; })
      ->operations;
}

bool IsAnswered(const Operation& operation, std::string_view command) {
  return operation.fate == Fate::kOk && operation.commands[0].spec->name == command;
}

// A read that is answered with what nobody ever wrote.
void InventAValue(RecordedHistory& history) {
  for (Operation& operation : Texts(history)) {
    if (!IsAnswered(operation, "get")) continue;
    operation.replies = {Reply::Bulk("invented")};
    return;
  }
}

// The last read sees what was overwritten long before.
void BringBackTheFirstValue(RecordedHistory& history) {
  std::vector<Operation>& operations = Texts(history);
  const auto first = std::find_if(operations.begin(), operations.end(),
                                  [](const auto& one) { return IsAnswered(one, "set"); });
  const auto last = std::find_if(operations.rbegin(), operations.rend(),
                                 [](const auto& one) { return IsAnswered(one, "get"); });
  ASSERT_NE(first, operations.end());
  ASSERT_NE(last, operations.rend());
  ASSERT_FALSE(last->replies[0] == Reply::Bulk(first->commands[0].args[1]));
  last->replies = {Reply::Bulk(first->commands[0].args[1])};
}

const std::vector<ForeignFormat> kAll = {ForeignFormat::kKv, ForeignFormat::kEtcd,
                                         ForeignFormat::kJepsen};

TEST(ExportedRuns, OfRegistersAreRightInEveryFormatAndWrongInEveryFormatOnceChanged) {
  for (uint64_t seed = 1; seed <= 5; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const RecordedHistory history = RunOf("registers", seed);
    ExpectEverywhere(history, kAll, Verdict::kLinearizable);
    RecordedHistory invented = history;
    InventAValue(invented);
    ExpectEverywhere(invented, kAll, Verdict::kViolation);
    RecordedHistory stale = history;
    BringBackTheFirstValue(stale);
    ExpectEverywhere(stale, kAll, Verdict::kViolation);
  }
}

TEST(ExportedRuns, OfAppendsAreRightInKvAndWrongOnceChanged) {
  for (uint64_t seed = 1; seed <= 5; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const RecordedHistory history = RunOf("appends", seed);
    ExpectEverywhere(history, {ForeignFormat::kKv}, Verdict::kLinearizable);
    RecordedHistory stale = history;
    BringBackTheFirstValue(stale);
    ExpectEverywhere(stale, {ForeignFormat::kKv}, Verdict::kViolation);
  }
}

}  // namespace
}  // namespace paxosstore::sim
