#include "sim/probe/power_cut_probe.h"

#include <gtest/gtest.h>

#include "sim/workload/client_pool.h"

namespace paxosstore::sim {
namespace {

struct Outcome {
  uint64_t hash = 0;
  uint64_t boundaries = 0, images = 0;
  std::optional<Failure> failure;
};

// Clients at work while nodes lose power, processes die and syncs fail.
Outcome Live(uint64_t seed, const ProbeOptions& options) {
  WorkloadSpec spec;
  spec.objects = 4;
  spec.think = Milliseconds(5);
  WorldOptions world_options;
  world_options.objects = ObjectNames(spec);
  world_options.store.segment_bytes = 16 << 10;  // so that segments are cleaned and used again
  world_options.store.syncs_in_flight_max = 1 + seed % 3;
  World world(seed, world_options);
  PowerCutProbe probe(&world, options);
  ClientPool clients(&world, spec);
  world.StartAll();
  clients.Begin();
  for (uint32_t i = 0; i < 6; ++i) {
    const NodeId node(1 + i % 3);
    world.RunFor(Milliseconds(60));
    if (i == 4) {
      world.FailNextSync(node);
    } else if (i % 2 == 0) {
      world.Restart(node);
    } else {
      world.KillProcess(node);
      world.Start(node);
    }
  }
  world.RunFor(Milliseconds(60));
  return {world.hash().value(), probe.boundaries(), probe.images(), world.judge().failure()};
}

TEST(PowerCutProbe, FindsNothingInSoundRuns) {
  uint64_t images = 0;
  for (uint64_t seed = 1; seed <= 6; ++seed) {
    const Outcome outcome = Live(seed, {4, 64});
    EXPECT_FALSE(outcome.failure.has_value())
        << seed << " " << outcome.failure->oracle << ": " << outcome.failure->what;
    images += outcome.images;
  }
  EXPECT_GT(images, 1000u);
}

TEST(PowerCutProbe, ChangesNothingOfTheRun) {
  for (uint64_t seed = 1; seed <= 3; ++seed) {
    const Outcome without = Live(seed, {});
    const Outcome with = Live(seed, {10, 16});
    EXPECT_EQ(with.hash, without.hash);
    EXPECT_EQ(without.images, 0u);
    EXPECT_GT(with.boundaries, 10u);
    EXPECT_GT(with.images, with.boundaries);
  }
}

}  // namespace
}  // namespace paxosstore::sim
