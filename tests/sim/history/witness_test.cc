#include "sim/history/witness.h"

#include <gtest/gtest.h>

#include "sim/history/linearizability.h"
#include "sim/history/sequential.h"
#include "tests/sim/history/history_builder.h"

namespace paxosstore::sim {
namespace {

using model::Reply;

Operation& At(Operation& operation, uint64_t entry, uint32_t position = 0) {
  operation.effect_entry = EntryId(entry);
  operation.effect_position = position;
  return operation;
}

TEST(Witness, ProvesAHistoryInTheOrderOfItsVersions) {
  HistoryBuilder history;
  At(history.Ok("SET k a", Reply::Ok(), {1, 9}, 1), 1);
  At(history.Ok("SET k b", Reply::Ok(), {2, 8}, 2), 2);
  history.Ok("GET k", Reply::Bulk("a"), {3, 4}, 1);
  history.Ok("GET k", Reply::Bulk("b"), {5, 6}, 2);
  EXPECT_TRUE(ProvenByWitness(history.Build()));
}

TEST(Witness, PlacesAReadInsideABatchOfWrites) {
  HistoryBuilder history;
  At(history.Ok("SET k a", Reply::Ok(), {1, 9}, 1), 1, 0);
  At(history.Ok("SET k b", Reply::Ok(), {2, 8}, 1), 1, 1);
  history.Ok("SETNX k c", Reply::Integer(0), {3, 7}, 1);
  history.Ok("GET k", Reply::Bulk("a"), {4, 6}, 1);
  EXPECT_TRUE(ProvenByWitness(history.Build()));
}

TEST(Witness, UsesAnUnansweredWriteWhereTheLogNamesIt) {
  HistoryBuilder history;
  At(history.Unknown("SET k a", 1), 1);
  history.Ok("GET k", Reply::Bulk("a"), {3, 4}, 1);
  history.Unknown("SET k b", 5);  // the log does not name it
  history.Ok("GET k", Reply::Bulk("a"), {6, 7}, 1);
  EXPECT_TRUE(ProvenByWitness(history.Build()));
}

TEST(Witness, DoesNotProveAnOrderAgainstRealTime) {
  HistoryBuilder history;
  At(history.Ok("SET k a", Reply::Ok(), {1, 2}, 2), 2);
  At(history.Ok("SET k b", Reply::Ok(), {3, 4}, 1), 1);
  EXPECT_FALSE(ProvenByWitness(history.Build()));
}

TEST(Witness, DoesNotProveAStaleRead) {
  HistoryBuilder history;
  At(history.Ok("SET k a", Reply::Ok(), {1, 2}, 1), 1);
  history.Ok("GET k", Reply::Null(), {3, 4}, 0);
  EXPECT_FALSE(ProvenByWitness(history.Build()));
}

TEST(Witness, DoesNotProveAWrongReply) {
  HistoryBuilder history;
  At(history.Ok("APPEND k a", Reply::Integer(2), {1, 2}, 1), 1);
  EXPECT_FALSE(ProvenByWitness(history.Build()));
}

TEST(Linearizability, FallsBackToTheSearchWhenTheHintsAreWrong) {
  HistoryBuilder history;
  At(history.Ok("SET k a", Reply::Ok(), {1, 2}, 2), 2);
  At(history.Ok("SET k b", Reply::Ok(), {3, 4}, 1), 1);
  history.Ok("GET k", Reply::Bulk("b"), {5, 6}, 1);
  EXPECT_EQ(FindViolation(history.Build(), {}), std::nullopt);
}

TEST(Linearizability, ExplainsAViolationByTheOperationsAroundIt) {
  HistoryBuilder history;
  At(history.Ok("SET k a", Reply::Ok(), {1, 2}, 1), 1);
  history.Ok("GET k", Reply::Null(), {3, 4}, 0);
  const std::optional<std::string> violation = FindViolation(history.Build(), {});
  ASSERT_TRUE(violation.has_value());
  EXPECT_NE(violation->find("get k -> (nil) @0"), std::string::npos) << *violation;
  EXPECT_NE(violation->find("set k a -> OK @1"), std::string::npos) << *violation;
}

TEST(Linearizability, NamesTheLayerThatDecided) {
  HistoryBuilder history;
  At(history.Ok("SET k a", Reply::Ok(), {1, 2}, 1), 1);
  Operation& read = history.Ok("GET k", Reply::Bulk("a"), {3, 4}, 1);
  CheckOptions options;
  EXPECT_EQ(DecideHistory(history.Build(), options).layer, "versions");
  options.use_versions = false;
  EXPECT_EQ(DecideHistory(history.Build(), options).layer, "search");
  EXPECT_EQ(DecideHistory(history.Build(), options).verdict, Verdict::kLinearizable);
  EXPECT_EQ(DecideHistory(history.Build(), options).why, "");
  options.use_versions = true;
  read.replies = {Reply::Null()};
  const HistoryVerdict wrong = DecideHistory(history.Build(), options);
  EXPECT_EQ(wrong.verdict, Verdict::kViolation);
  EXPECT_EQ(wrong.layer, "search");
  EXPECT_EQ(wrong.why, FindViolation(history.Build(), options));
}

TEST(Sequential, KnowsWhatMayGiveAKeyAnExpiry) {
  const auto may_expire = [](const char* line) {
    HistoryBuilder history;
    return MayExpire(history.Unknown(line, 1));
  };
  for (const char* line :
       {"SETEX k 1 v", "PSETEX k 1 v", "SET k v EX 1", "SET k v XX PX 1", "SET k v NX EXAT 9",
        "EXPIRE k 5", "PEXPIREAT k 7 NX", "EXPIRE k 5 LT", "GETEX k PX 5"}) {
    EXPECT_TRUE(may_expire(line)) << line;
  }
  for (const char* line : {"SET k v", "GET k", "TTL k", "PERSIST k", "EXPIRE k -1", "GETEX k",
                           "SET k v KEEPTTL", "DEL k", "INCR k", "MSET k v {k}b w"}) {
    EXPECT_FALSE(may_expire(line)) << line;
  }
}

TEST(Linearizability, UndecidedIsAViolation) {
  HistoryBuilder history;
  for (uint64_t i = 1; i <= 10; ++i) history.Unknown("APPEND k " + std::to_string(i), i);
  history.Ok("GET k", Reply::Bulk("9876543210"), {20, 21}, 1);
  CheckOptions options;
  options.search_budget = 1000;
  const std::optional<std::string> violation = FindViolation(history.Build(), options);
  ASSERT_TRUE(violation.has_value());
  EXPECT_NE(violation->find("undecided"), std::string::npos) << *violation;
}

TEST(History, FindsAnOperationByItsRequest) {
  History history(2);
  history.Start(0, ClientId(3), 4, {MakeCommand("GET k")}, Instant{});
  const History::Handle handle =
      history.Start(1, ClientId(3), 7, {MakeCommand("GET j")}, Instant{});
  ASSERT_TRUE(history.Find(ClientId(3), 7).has_value());
  EXPECT_EQ(history.Find(ClientId(3), 7)->object, 1u);
  EXPECT_FALSE(history.Find(ClientId(3), 5).has_value());
  EXPECT_FALSE(history.Find(ClientId(9), 4).has_value());
  EXPECT_EQ(history.MarkEffect(handle, EntryId(5), 0), EntryId(0));
  EXPECT_EQ(history.MarkEffect(handle, EntryId(6), 0), EntryId(5));
}

}  // namespace
}  // namespace paxosstore::sim
