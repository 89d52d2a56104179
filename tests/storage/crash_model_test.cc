// Random writes, crashes and restarts beside a model: what was acknowledged is there, nothing is
// invented, what was cut never comes back. RapidCheck's cases shrink; the seeded runs are longer.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <tuple>
#include <vector>

#include "sim/sim_random.h"
#include "tests/storage/model_run.h"
#include "tests/storage/random_commands.h"

namespace paxosstore::storage {
namespace {

std::string Describe(const std::vector<std::tuple<uint8_t, uint16_t, uint16_t, uint16_t>>& drawn) {
  std::string text;
  for (const auto& [kind, a, b, c] : drawn) text += ToString(CommandOf(kind, a, b, c)) + " ";
  return text;
}

RC_GTEST_PROP(CrashModel, WhateverHappensThePrefixThatWasAcknowledgedIsThere,
              (uint64_t seed, uint8_t knobs)) {
  const auto commands =
      *rc::gen::container<std::vector<std::tuple<uint8_t, uint16_t, uint16_t, uint16_t>>>(
          rc::gen::resize(1000,
                          rc::gen::arbitrary<std::tuple<uint8_t, uint16_t, uint16_t, uint16_t>>()));
  ModelRun run(seed, OptionsOf(knobs));
  for (const auto& [kind, a, b, c] : commands) run.Do(CommandOf(kind, a, b, c));
  run.Do({Command::Kind::kCrash});
  if (!run.failure().empty()) RC_FAIL(run.failure() + "\n" + Describe(commands));
}

class SeededRun : public testing::TestWithParam<uint32_t> {};

// Each goes round the log several times.
TEST_P(SeededRun, StaysTrueThroughHundredsOfRestarts) {
  for (uint32_t i = 0; i < 10; ++i) {
    const uint64_t seed = GetParam() * 10 + i;
    ModelRun run(seed, OptionsOf(seed));
    sim::RandomStream stream(seed, nullptr);
    for (int step = 0; step < 1500 && run.failure().empty(); ++step) run.Do(RandomCommand(stream));
    ASSERT_EQ(run.failure(), "") << "seed " << seed << " after " << run.writes() << " writes and "
                                 << run.restarts() << " restarts";
  }
}
INSTANTIATE_TEST_SUITE_P(Seeds, SeededRun, testing::Range(0u, 20u));

}  // namespace
}  // namespace paxosstore::storage
