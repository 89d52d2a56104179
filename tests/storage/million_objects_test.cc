// A million objects are there after a restart. Counts, not times: the budget is measured elsewhere.
#include <gtest/gtest.h>

#include <string>

#include "tests/storage/machine.h"

namespace paxosstore::storage {
namespace {

constexpr uint64_t kObjects = 1'000'000;

// Not in the order of names.
std::string Name(uint64_t i) { return "key:" + std::to_string(i * 7919 % kObjects); }

TEST(MillionObjects, AreThereAfterARestart) {
  StoreOptions options;
  options.segment_bytes = 16 << 20;
  Machine machine(1, options);
  ASSERT_TRUE(machine.Open().ok());
  for (uint64_t i = 0; i < kObjects; ++i) {
    EntryRecord record = Accept(Name(i), 1, {1, NodeId(1)}, MakeValue(i, std::to_string(i)));
    if (i % 4 == 0) record = Chosen(Name(i), i % 9 + 1, record.value);
    machine.store().Write(record, Done());
    if (i % 10'000 == 0) machine.RunAll();
  }
  machine.RunAll();
  machine.Crash();
  ASSERT_TRUE(machine.Open().ok());
  EntryStore& store = machine.store();
  EXPECT_EQ(store.objects(), kObjects);
  EXPECT_EQ(store.live_keys(), kObjects / 4);
  for (uint64_t i = 0; i < kObjects; i += 101) {
    const LogState log = *store.Load(Name(i));
    const ValuePtr& value = i % 4 == 0 ? log.chosen_value : log.pending.value;
    ASSERT_NE(value, nullptr) << Name(i);
    ASSERT_EQ(value->payload, std::to_string(i));
  }
  std::string last;
  uint64_t visited = 0;
  for (uint64_t before = ~uint64_t{0}; before != visited;) {
    before = visited;
    store.Visit(std::string(last), 10'000, [&](const EntryStore::Summary& summary) {
      ASSERT_LT(last, summary.object);
      last = std::string(summary.object);
      ++visited;
    });
  }
  EXPECT_EQ(visited, kObjects);
}

}  // namespace
}  // namespace paxosstore::storage
