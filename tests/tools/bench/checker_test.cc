// What the checker is measured with is what its plans say, by a judge that tries all orders.
#include <gtest/gtest.h>

#include <string>

#include "sim/check/formats/formats.h"
#include "tests/sim/check/drawn_history.h"
#include "tests/sim/check/permutation_oracle.h"
#include "tools/bench/checker/generator.h"
#include "tools/bench/checker/write_history.h"

namespace paxosstore::bench {
namespace {

using sim::RegisterHistories;

HistoryPlan SmallPlan(uint64_t seed) {
  HistoryPlan plan;
  plan.seed = seed;
  plan.operations = 4 + static_cast<uint32_t>(seed % 4);
  plan.clients = 1 + static_cast<uint32_t>(seed % 3);
  plan.unanswered = static_cast<uint32_t>(seed % 5 % 3);
  plan.values = seed % 2 == 0 ? 0 : 3;
  return plan;
}

TEST(Generator, MakesRightAndWrongHistories) {
  for (uint64_t seed = 1; seed <= 400; ++seed) {
    HistoryPlan plan = SmallPlan(seed);
    for (const Ending ending : {Ending::kRight, Ending::kStale, Ending::kUsedUp}) {
      if (ending == Ending::kUsedUp && plan.values == 0) continue;
      plan.ending = ending;
      const RegisterHistories made = Generate(plan);
      const auto& operations = made.keys[0].operations;
      EXPECT_EQ(sim::SomeOrderExplains(operations, made.values), ending == Ending::kRight)
          << "seed " << seed << "\n"
          << sim::HistoryText(operations, made.values);
    }
  }
}

TEST(Generator, MakesAsManyOperationsAndUnansweredOnesAsAreAskedFor) {
  HistoryPlan plan{.seed = 3, .operations = 500, .clients = 7, .unanswered = 60, .values = 5};
  const RegisterHistories made = Generate(plan);
  const auto& operations = made.keys[0].operations;
  EXPECT_EQ(operations.size(), 500u);
  size_t unanswered = 0, widest = 0;
  for (const auto& one : operations) {
    unanswered += one.span.answered() ? 0 : 1;
    size_t open = 0;
    for (const auto& other : operations) {
      open += other.span.answered() && other.span.start <= one.span.start &&
                      other.span.end > one.span.start
                  ? 1
                  : 0;
    }
    widest = std::max(widest, open);
  }
  EXPECT_EQ(unanswered, 60u);
  EXPECT_EQ(widest, 7u);
  EXPECT_EQ(EtcdText(made.keys[0], made.values),
            EtcdText(Generate(plan).keys[0], Generate(plan).values));
}

TEST(WrittenHistories, AreReadAsTheyWereMade) {
  for (uint64_t seed = 1; seed <= 50; ++seed) {
    const RegisterHistories made = Generate(SmallPlan(seed));
    const std::string etcd = EtcdText(made.keys[0], made.values);
    const auto read = sim::ParseEtcd(etcd, "f");
    ASSERT_TRUE(read.ok()) << read.status() << "\n" << etcd;
    EXPECT_EQ(sim::HistoryText(read->keys[0].operations, read->values),
              sim::HistoryText(made.keys[0].operations, made.values));
    if (HasCompareAndSet(made.keys[0])) continue;
    const auto kv = sim::ParseKv(KvText(made.keys[0], made.values), "f");
    ASSERT_TRUE(kv.ok()) << kv.status();
    EXPECT_EQ(EtcdText(kv->keys[0], made.values), etcd);
  }
}

}  // namespace
}  // namespace paxosstore::bench
