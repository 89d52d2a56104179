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

// The other side: what the platter is said to hold changes, by a little, behind the probe's back.
struct Lie {
  const char* name;
  void (*tell)(World& world, ObjectTrack& object);
  const char* said;
};
class LyingLedgers : public testing::TestWithParam<Lie> {};

constexpr size_t kVictim = 0;  // node 1

TEST_P(LyingLedgers, AreFoundAtTheNextSync) {
  WorkloadSpec spec;
  spec.objects = 1;
  WorldOptions options;
  options.objects = ObjectNames(spec);
  options.store.segment_bytes = 64 << 10;
  World world(1, options);
  PowerCutProbe probe(&world, {1, 8});
  ClientPool clients(&world, spec);
  world.StartAll();
  clients.Begin();
  world.RunFor(Milliseconds(100));
  ASSERT_FALSE(world.judge().failed()) << world.judge().failure()->what;
  GetParam().tell(world, world.watch().ledger().Of(options.objects[0]));
  world.RunFor(Milliseconds(100));
  ASSERT_TRUE(world.judge().failed());
  EXPECT_EQ(world.judge().failure()->oracle, PowerCutProbe::kName);
  EXPECT_NE(world.judge().failure()->what.find(GetParam().said), std::string::npos)
      << world.judge().failure()->what;
}

const Lie kLies[] = {
    {"AnEntryMoreIsStored",
     [](World&, ObjectTrack& object) { object.nodes[kVictim].durable_chosen += 1; },
     "was stored as chosen"},
    {"AHigherPromise",
     [](World&, ObjectTrack& object) {
       for (EntryTrack& entry : object.entries) entry.durable_promise[kVictim] = {99, NodeId(1)};
       object.At(EntryId(object.entries.size() + 1)).durable_promise[kVictim] = {99, NodeId(1)};
     },
     "promise 99.1 was durable"},
    {"APromiseOfALaterEntry",
     [](World&, ObjectTrack& object) {
       const EntryId later(object.entries.size() + 20);
       object.At(later).durable_promise[kVictim] = {1, NodeId(1)};
     },
     "a promise of entry"},
    {"AHigherAccept",
     [](World&, ObjectTrack& object) {
       object.At(EntryId(object.entries.size() + 3));
       for (EntryTrack& entry : object.entries) {
         entry.accepts.push_back({{99, NodeId(1)}, {NodeId(1), Incarnation(1), 999}, 1});
       }
     },
     "an accept at 99.1 was durable"},
    {"AnotherValueIsChosen",
     [](World&, ObjectTrack& object) {
       for (EntryTrack& entry : object.entries) entry.chosen_id.number += 1000;
     },
     "was chosen there"},
    {"AnotherContentIsChosen",
     [](World&, ObjectTrack& object) {
       for (EntryTrack& entry : object.entries) ++entry.digest;
     },
     "was chosen there"},
    {"NobodyHadItInMind",
     [](World& world, ObjectTrack&) {
       static StateBook empty;
       world.watch().set_state_book(&empty);
     },
     "never was in that state"},
    {"NobodyWroteTheObject",
     [](World& world, ObjectTrack& object) {
       object = {};
       object.name = "another";
       for (const NodeId node : {NodeId(1), NodeId(2), NodeId(3)}) world.Isolate(node);
     },
     "nobody wrote"},
};
INSTANTIATE_TEST_SUITE_P(All, LyingLedgers, testing::ValuesIn(kLies),
                         [](const auto& lie) { return lie.param.name; });

}  // namespace
}  // namespace paxosstore::sim
