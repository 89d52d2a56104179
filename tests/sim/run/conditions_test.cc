// Faults that wait for something to happen.
#include <gtest/gtest.h>

#include <optional>
#include <utility>
#include <variant>

#include "sim/faults/condition.h"
#include "sim/run/run.h"

namespace paxosstore::sim {
namespace {

Scenario CrashWhen(Condition when) {
  Scenario scenario;
  scenario.fault_time = Seconds(2);
  scenario.events.push_back({.at = Instant{} + Milliseconds(300),
                             .kind = FaultKind::kCrash,
                             .node = NodeId(2),
                             .when = std::move(when)});
  scenario.events.push_back(
      {.at = Instant{} + Milliseconds(1500), .kind = FaultKind::kRestart, .node = NodeId(2)});
  return scenario;
}

struct Seen {
  std::optional<Instant> met;    // the condition, after the fault's time
  std::optional<Instant> crash;  // of node 2
  RunReport report;
};

Seen Watch(const Condition& when) {
  Seen seen;
  RunOptions options;
  uint32_t times = when.times;
  options.hear = [&](Instant now, const Report& report) {
    const bool counts = now >= Instant{} + Milliseconds(300) && times > 0;
    if (counts && Meets(report, when) && --times == 0) seen.met = now;
  };
  options.trace = [&](const std::string& line) {
    if (!seen.crash.has_value() && line.find("n2 loses power") != std::string::npos) {
      seen.crash = Instant{} + Microseconds(std::stoll(line.substr(0, line.find('.'))) * 1'000'000 +
                                            std::stoll(line.substr(line.find('.') + 1, 6)));
    }
  };
  seen.report = RunScenario(CrashWhen(when), 3, options);
  return seen;
}

TEST(Condition, StrikesAtTheMomentItHasComeAbout) {
  size_t met = 0;
  for (size_t i = 1; i < kMilestones; ++i) {
    const auto milestone = static_cast<Milestone>(i);
    const Seen seen = Watch({.milestone = milestone, .node = NodeId(2)});
    // Nobody starts before the crash, and what is chosen is seldom stored as such.
    if (!seen.met.has_value() || *seen.met >= Instant{} + Seconds(2)) continue;
    ++met;
    ASSERT_TRUE(seen.crash.has_value()) << ToString(milestone);
    EXPECT_EQ(seen.crash->ns / 1000, seen.met->ns / 1000) << ToString(milestone);
    EXPECT_FALSE(seen.report.failure.has_value()) << seen.report.failure->what;
    EXPECT_EQ(seen.report.faults[static_cast<size_t>(FaultKind::kCrash)], 1u);
  }
  EXPECT_GE(met, 6u);
}

TEST(Condition, MayNameObjectEntryAndHowOften) {
  const Condition when{.milestone = Milestone::kStoresAccept,
                       .node = NodeId(1),
                       .object = "t0",
                       .entry = {},
                       .times = 5};
  const Seen seen = Watch(when);
  const Seen first = Watch({.milestone = Milestone::kStoresAccept, .node = NodeId(1)});
  ASSERT_TRUE(seen.crash.has_value() && seen.met.has_value() && first.crash.has_value());
  EXPECT_EQ(seen.crash->ns / 1000, seen.met->ns / 1000);
  EXPECT_GT(*seen.crash, *first.crash);
}

TEST(Condition, WhatNeverComesAboutNeverStrikes) {
  const Seen seen = Watch({.milestone = Milestone::kLearns, .node = NodeId(1), .object = "none"});
  EXPECT_FALSE(seen.crash.has_value());
  EXPECT_EQ(seen.report.faults[static_cast<size_t>(FaultKind::kCrash)], 0u);
}

TEST(Condition, ListeningChangesNothing) {
  Scenario plain;
  plain.fault_time = Seconds(2);
  Scenario listening = plain;
  listening.events.push_back({.at = Instant{} + Seconds(5),  // after the faults have ended
                              .kind = FaultKind::kCrash,
                              .node = NodeId(1),
                              .when = {.milestone = Milestone::kSends}});
  EXPECT_EQ(RunScenario(plain, 4).trace_hash, RunScenario(listening, 4).trace_hash);
}

}  // namespace
}  // namespace paxosstore::sim
