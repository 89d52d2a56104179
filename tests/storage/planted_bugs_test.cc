// The model run is only worth what it finds: each planted bug of the storage layer must fail one of
// the first few hundred seeds.
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "core/base/check.h"
#include "core/base/planted_bug.h"
#include "sim/sim_random.h"
#include "tests/storage/model_run.h"
#include "tests/storage/random_commands.h"

namespace paxosstore::storage {
namespace {

constexpr uint64_t kSeeds = 300;

struct Case {
  PlantedBug bug;
  const char* name;
};

[[noreturn]] void Throw(const std::string& message) { throw std::runtime_error(message); }

std::string FailureOf(uint64_t seed) {
  try {
    ModelRun run(seed, OptionsOf(seed));
    sim::RandomStream stream(seed, nullptr);
    for (int step = 0; step < 1500 && run.failure().empty(); ++step) run.Do(RandomCommand(stream));
    return run.failure();
  } catch (const std::runtime_error& failed_check) {
    return failed_check.what();
  }
}

class StorageBug : public testing::TestWithParam<Case> {
 protected:
  StorageBug() : before_(SetCheckFailureHandler(Throw)) {
    internal_planted_bug::active = GetParam().bug;
  }
  ~StorageBug() override {
    internal_planted_bug::active = PlantedBug::kNone;
    SetCheckFailureHandler(before_);
  }

 private:
  CheckFailureHandler before_;
};

TEST_P(StorageBug, IsFound) {
  for (uint64_t seed = 0; seed < kSeeds; ++seed) {
    const std::string failure = FailureOf(seed);
    if (failure.empty()) continue;
    std::printf("found with seed %d: %.200s\n", static_cast<int>(seed), failure.c_str());
    return;
  }
  FAIL() << GetParam().name << " was not found with " << kSeeds << " seeds";
}

#define CASE(name) \
  Case { PlantedBug::name, #name }
INSTANTIATE_TEST_SUITE_P(All, StorageBug,
                         testing::Values(CASE(kTornTailAccepted), CASE(kStaleGroupAccepted),
                                         CASE(kTailNotRewritten), CASE(kDurableBeforeSync),
                                         CASE(kSyncErrorForgotten), CASE(kGroupAttestsItself),
                                         CASE(kSlotReusedAtOnce), CASE(kCleanerFreesEarly),
                                         CASE(kPromiseNotLive)),
                         [](const auto& one) { return std::string(one.param.name); });

// The model run has no bit rot; this bug needs it.
TEST(StorageBugOfRot, AttestedDamageCutIsFound) {
  for (PlantedBug bug : {PlantedBug::kNone, PlantedBug::kAttestedDamageCut}) {
    internal_planted_bug::active = bug;
    Machine machine(1);
    ASSERT_TRUE(machine.Open().ok());
    for (uint64_t entry = 1; entry <= 3; ++entry) {
      ASSERT_TRUE(machine.WriteDurably(Chosen("a", entry, MakeValue(entry, "v"))).ok());
    }
    machine.KillProcess();
    ASSERT_TRUE(machine.disk().FlipBit("log-000001", 300, 0).ok());
    const bool opened = machine.Open().ok();
    EXPECT_EQ(opened, bug == PlantedBug::kAttestedDamageCut);
    if (opened) {
      EXPECT_LT(machine.store().Load("a")->chosen, EntryId(3));
    }
  }
  internal_planted_bug::active = PlantedBug::kNone;
}

// Nor does it lose writes. Once the disk is full, the log goes round in the two slots it has.
TEST(StorageBugOfLostWrites, FreedSlotNotHeardIsFound) {
  for (PlantedBug bug : {PlantedBug::kNone, PlantedBug::kFreedSlotNotHeard}) {
    internal_planted_bug::active = bug;
    bool opened = false;
    for (uint64_t before = 20; before < 40 && !opened; ++before) {
      StoreOptions options;
      options.segment_bytes = 4096;
      options.spare_segments = 1;
      Machine machine(1, options);
      ASSERT_TRUE(machine.Open().ok());
      machine.RunAll();
      machine.disk().SetFull(true);
      for (uint64_t entry = 1; entry <= before + 3; ++entry) {
        if (entry == before) machine.disk().LoseNextWrites(1);
        const EntryRecord record = Chosen("a", entry, MakeValue(entry, std::string(200, 'v')));
        ASSERT_TRUE(machine.WriteDurably(record).ok());
      }
      machine.Crash();
      opened = machine.Open().ok() && machine.store().Load("a")->chosen < EntryId(before + 3);
    }
    EXPECT_EQ(opened, bug != PlantedBug::kNone);
  }
  internal_planted_bug::active = PlantedBug::kNone;
}

}  // namespace
}  // namespace paxosstore::storage
