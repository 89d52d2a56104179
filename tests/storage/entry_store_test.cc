// The entry store seen from above: what is written is there, at once and after a restart.
#include <gtest/gtest.h>

#include <vector>

#include "tests/storage/machine.h"

namespace paxosstore::storage {
namespace {

const Ballot kFirst{1, NodeId(1)};
const Ballot kSecond{2, NodeId(2)};

TEST(EntryStore, EmptyDiskIsIncarnationOne) {
  Machine machine(1);
  ASSERT_TRUE(machine.Open().ok());
  EXPECT_EQ(machine.store().incarnation(), Incarnation(1));
  EXPECT_EQ(machine.store().objects(), 0u);
}

TEST(EntryStore, EveryOpeningIsTheNextIncarnation) {
  Machine machine(1);
  for (uint64_t i = 1; i <= 5; ++i) {
    ASSERT_TRUE(machine.Open().ok());
    EXPECT_EQ(machine.store().incarnation(), Incarnation(i));
    if (i % 2 == 0) {
      machine.Crash();
    } else {
      machine.KillProcess();
    }
  }
}

TEST(EntryStore, AnOpeningThatDidNotFinishNeedNotCount) {
  Machine machine(1);
  ASSERT_TRUE(machine.Open().ok());
  machine.Crash();
  ASSERT_TRUE(machine.BeginOpen().ok());
  machine.Crash();
  ASSERT_TRUE(machine.Open().ok());
  EXPECT_GE(machine.store().incarnation(), Incarnation(2));
  EXPECT_LE(machine.store().incarnation(), Incarnation(3));
}

TEST(EntryStore, LoadSeesAWriteAtOnce) {
  Machine machine(1);
  ASSERT_TRUE(machine.Open().ok());
  machine.store().Write(Accept("a", 1, kFirst, MakeValue(1, "x")), Done());
  absl::StatusOr<LogState> log = machine.store().Load("a");
  ASSERT_TRUE(log.ok()) << log.status();
  EXPECT_EQ(log->chosen, EntryId(0));
  EXPECT_EQ(log->pending.accepted, kFirst);
  ASSERT_NE(log->pending.value, nullptr);
  EXPECT_EQ(log->pending.value->payload, "x");
}

TEST(EntryStore, AnObjectNeverWrittenIsEmpty) {
  Machine machine(1);
  ASSERT_TRUE(machine.Open().ok());
  absl::StatusOr<LogState> log = machine.store().Load("nobody");
  ASSERT_TRUE(log.ok());
  EXPECT_EQ(log->chosen, EntryId(0));
  EXPECT_EQ(log->pending, AcceptorState());
}

// Writes one history that uses each kind of record, then looks at it before and after a crash.
TEST(EntryStore, EachKindOfRecordHasItsMeaning) {
  Machine machine(1);
  ASSERT_TRUE(machine.Open().ok());
  EntryStore* store = &machine.store();
  store->Write(Accept("a", 1, kFirst, MakeValue(1, "one", 3)), Done());
  store->Write(Promise("a", 1, kSecond), Done());       // keeps what was accepted
  store->Write(Promise("a", 2, kFirst, true), Done());  // "one" is chosen
  store->Write(Accept("b", 1, kFirst, MakeValue(2, "lost")), Done());
  store->Write(Chosen("b", 4, MakeValue(3, "four", 7)), Done());  // replaces everything older
  store->Write(Accept("b", 5, kSecond, MakeValue(4, "five")), Done());
  store->Write(Promise("c", 1, kSecond), Done());
  ASSERT_TRUE(machine.WriteDurably(Accept("d", 1, kFirst, MakeValue(5, "d"))).ok());
  for (int restart = 0; restart < 3; ++restart) {
    LogState a = *machine.store().Load("a");
    EXPECT_EQ(a.chosen, EntryId(1));
    EXPECT_EQ(a.chosen_value->payload, "one");
    EXPECT_EQ(a.pending, (AcceptorState{kFirst, Ballot(), nullptr}));
    LogState b = *machine.store().Load("b");
    EXPECT_EQ(b.chosen, EntryId(4));
    EXPECT_EQ(b.chosen_value->payload, "four");
    EXPECT_EQ(b.pending.promised, kSecond);
    EXPECT_EQ(b.pending.value->payload, "five");
    EXPECT_EQ(machine.store().Load("c")->pending, (AcceptorState{kSecond, Ballot(), nullptr}));
    EXPECT_EQ(machine.store().live_keys(), 10u);
    EXPECT_EQ(machine.store().objects(), 4u);
    machine.Crash();
    ASSERT_TRUE(machine.Open().ok());
  }
}

TEST(EntryStore, VisitIsInTheOrderOfNamesAndGoesOnWhereItStopped) {
  Machine machine(1);
  ASSERT_TRUE(machine.Open().ok());
  for (const char* name : {"m", "b", "zz", "a", "z"}) {
    machine.store().Write(Chosen(name, 1, MakeValue(1, name)), Done());
  }
  ASSERT_TRUE(machine.WriteDurably(Promise("n", 1, kFirst)).ok());
  machine.KillProcess();
  ASSERT_TRUE(machine.Open().ok());
  machine.store().Write(Promise("c", 1, kFirst), Done());
  std::vector<std::string> names;
  auto add = [&names](const EntryStore::Summary& summary) {
    names.push_back(std::string(summary.object) + (summary.pending ? "*" : ""));
  };
  machine.store().Visit("", 3, add);
  EXPECT_EQ(names, (std::vector<std::string>{"a", "b", "c*"}));
  names.clear();
  machine.store().Visit("c", 100, add);
  EXPECT_EQ(names, (std::vector<std::string>{"m", "n*", "z", "zz"}));
}

TEST(EntryStore, DurableRunsInTheOrderOfTheWritesAndNeverInsideTheCall) {
  Machine machine(1);
  ASSERT_TRUE(machine.Open().ok());
  std::vector<int> order;
  for (int i = 0; i < 200; ++i) {
    machine.store().Write(Chosen("k" + std::to_string(i), 1, MakeValue(1, std::string(100, 'v'))),
                          [&order, i](const absl::Status&) { order.push_back(i); });
  }
  EXPECT_TRUE(order.empty());
  machine.RunAll();
  ASSERT_EQ(order.size(), 200u);
  for (int i = 0; i < 200; ++i) EXPECT_EQ(order[static_cast<size_t>(i)], i);
}

TEST(EntryStore, WritesOfOneTurnShareOneSync) {
  StoreOptions options = SmallOptions();
  options.segment_bytes = 1 << 20;
  options.group_bytes_max = 64 << 10;
  options.seal_after = {};
  Machine machine(1, options);
  ASSERT_TRUE(machine.Open().ok());
  machine.RunAll();
  const uint64_t before = machine.disk().counters().syncs;
  for (int i = 0; i < 100; ++i) {
    machine.store().Write(Chosen("k" + std::to_string(i), 1, MakeValue(1, "v")), Done());
  }
  machine.RunAll();
  EXPECT_EQ(machine.disk().counters().syncs - before, 1u);
}

TEST(EntryStore, AnIdleStoreIsSealedOnceAndThenDoesNothing) {
  Machine machine(1);
  ASSERT_TRUE(machine.Open().ok());
  machine.RunAll();
  const uint64_t before = machine.disk().counters().syncs;
  for (int burst = 1; burst <= 3; ++burst) {
    // Never idle in between: the seal comes after the last one.
    for (int i = 0; i < 10; ++i) {
      ASSERT_TRUE(machine.WriteDurably(Chosen("k", burst * 10 + i, MakeValue(1, "v"))).ok());
    }
    machine.RunAll();  // would not end if there were always another timer
    EXPECT_EQ(machine.disk().counters().syncs - before, static_cast<uint64_t>(burst) * 11);
  }
}

TEST(EntryStore, ARecordLargerThanASegmentIsKept) {
  Machine machine(1);
  ASSERT_TRUE(machine.Open().ok());
  const std::string large(100'000, 'L');
  ASSERT_TRUE(machine.WriteDurably(Chosen("small", 1, MakeValue(1, "s"))).ok());
  ASSERT_TRUE(machine.WriteDurably(Chosen("large", 1, MakeValue(1, large))).ok());
  ASSERT_TRUE(machine.WriteDurably(Chosen("after", 1, MakeValue(1, "a"))).ok());
  machine.Crash();
  ASSERT_TRUE(machine.Open().ok());
  EXPECT_EQ(machine.store().Load("large")->chosen_value->payload, large);
  EXPECT_EQ(machine.store().Load("after")->chosen_value->payload, "a");
}

TEST(EntryStore, AWaiterMayDestroyTheStore) {
  Machine machine(1);
  ASSERT_TRUE(machine.Open().ok());
  bool second = false;
  machine.store().Write(Chosen("a", 1, MakeValue(1, "a")),
                        [&machine](const absl::Status&) { machine.KillProcess(); });
  machine.store().Write(Chosen("b", 1, MakeValue(1, "b")),
                        [&second](const absl::Status&) { second = true; });
  machine.RunAll();
  EXPECT_FALSE(machine.running());
  EXPECT_FALSE(second);
}

}  // namespace
}  // namespace paxosstore::storage
