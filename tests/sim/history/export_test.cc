#include "sim/history/export/export.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/sim/history/history_builder.h"

namespace paxosstore::sim {
namespace {

using model::Reply;
using testing::ElementsAre;
using testing::HasSubstr;

RecordedHistory Of(const HistoryBuilder& builder) { return {"s", 1, {{"k", builder.Build()}}}; }

std::string Text(const RecordedHistory& history, ForeignFormat format) {
  const absl::StatusOr<Exported> exported = Export(history, format);
  return exported.ok() ? exported->text : std::string(exported.status().message());
}

std::vector<std::string> Notes(const HistoryBuilder& builder, ForeignFormat format) {
  const absl::StatusOr<Exported> exported = Export(Of(builder), format);
  return exported.ok() ? exported->notes : std::vector<std::string>{"no form"};
}

// An operation of client 1, who gave up at the event `end`.
Operation& GivenUp(HistoryBuilder& builder, const std::string& line, uint64_t start, int64_t end) {
  Operation& operation = builder.Unknown(line, start);
  operation.client = ClientId(1);
  operation.started_at = Instant{static_cast<int64_t>(start)};
  operation.ended_at = Instant{end};
  return operation;
}

Operation& Answered(HistoryBuilder& builder, const std::string& line, Reply reply,
                    HistoryBuilder::Span span) {
  Operation& operation = builder.Ok(line, std::move(reply), span);
  operation.client = ClientId(1);
  operation.started_at = Instant{static_cast<int64_t>(span.start)};
  operation.ended_at = Instant{static_cast<int64_t>(span.end)};
  return operation;
}

// One client after the other: an answer, a silence, a refusal, an answer, and one that never ends.
HistoryBuilder AllFates(const std::string& third) {
  HistoryBuilder builder;
  Answered(builder, "SET k 5", Reply::Ok(), {1, 2});
  GivenUp(builder, "SET k 6", 3, 4);
  GivenUp(builder, third, 5, 6).fate = Fate::kNotDone;
  Answered(builder, "GET k", Reply::Bulk("6"), {7, 8});
  GivenUp(builder, "GET k", 9, 10);
  GivenUp(builder, "SET k 7", 11, 0);
  return builder;
}

TEST(Export, KvHasBeginningsAndAnswersOnly) {
  EXPECT_EQ(Text(Of(AllFates("APPEND k 3")), ForeignFormat::kKv),
            "{:process 0, :type :invoke, :f :put, :key \"k\", :value \"5\"}\n"
            "{:process 0, :type :ok, :f :put, :key \"k\", :value \"5\"}\n"
            "{:process 0, :type :invoke, :f :put, :key \"k\", :value \"6\"}\n"
            "{:process 1, :type :invoke, :f :get, :key \"k\", :value nil}\n"
            "{:process 1, :type :ok, :f :get, :key \"k\", :value \"6\"}\n"
            "{:process 1, :type :invoke, :f :get, :key \"k\", :value nil}\n"
            "{:process 2, :type :invoke, :f :put, :key \"k\", :value \"7\"}\n");
}

TEST(Export, EtcdTellsWhatTimedOutAndWhoDoesNotComeBack) {
  EXPECT_EQ(Text(Of(AllFates("SETNX k 3")), ForeignFormat::kEtcd),
            "INFO  jepsen.util - 0\t:invoke\t:write\t5\n"
            "INFO  jepsen.util - 0\t:ok\t:write\t5\n"
            "INFO  jepsen.util - 0\t:invoke\t:write\t6\n"
            "INFO  jepsen.util - 0\t:info\t:write\t:timed-out\n"
            "INFO  jepsen.util - 1\t:invoke\t:read\tnil\n"
            "INFO  jepsen.util - 1\t:ok\t:read\t6\n"
            "INFO  jepsen.util - 1\t:invoke\t:read\tnil\n"
            "INFO  jepsen.util - 1\t:fail\t:read\t:timed-out\n"
            "INFO  jepsen.util - 2\t:invoke\t:write\t7\n"
            "INFO  jepsen.util - 2\t:info\t:write\t:timed-out\n");
}

TEST(Export, JepsenTellsRefusalsToo) {
  EXPECT_EQ(Text(Of(AllFates("SETNX k x")), ForeignFormat::kJepsen),
            "{:process 0, :type :invoke, :f :write, :value [\"k\" 5]}\n"
            "{:process 0, :type :ok, :f :write, :value [\"k\" 5]}\n"
            "{:process 0, :type :invoke, :f :write, :value [\"k\" 6]}\n"
            "{:process 0, :type :info, :f :write, :value [\"k\" 6]}\n"
            "{:process 1, :type :invoke, :f :cas, :value [\"k\" [nil \"x\"]]}\n"
            "{:process 1, :type :fail, :f :cas, :value [\"k\" [nil \"x\"]]}\n"
            "{:process 1, :type :invoke, :f :read, :value [\"k\" nil]}\n"
            "{:process 1, :type :ok, :f :read, :value [\"k\" 6]}\n"
            "{:process 1, :type :invoke, :f :read, :value [\"k\" nil]}\n"
            "{:process 1, :type :info, :f :read, :value [\"k\" nil]}\n"
            "{:process 2, :type :invoke, :f :write, :value [\"k\" 7]}\n"
            "{:process 2, :type :info, :f :write, :value [\"k\" 7]}\n");
}

TEST(Export, SetnxIsACompareAndSetFromAbsentAndDelAWriteOfNothing) {
  HistoryBuilder builder;
  Answered(builder, "SETNX k 5", Reply::Integer(1), {1, 2});
  Answered(builder, "SETNX k 6", Reply::Integer(0), {3, 4});
  Answered(builder, "DEL k", Reply::Integer(1), {5, 6});
  Answered(builder, "DEL k", Reply::Integer(0), {7, 8});
  EXPECT_EQ(Text(Of(builder), ForeignFormat::kEtcd),
            "INFO  jepsen.util - 0\t:invoke\t:cas\t[nil 5]\n"
            "INFO  jepsen.util - 0\t:ok\t:cas\t[nil 5]\n"
            "INFO  jepsen.util - 0\t:invoke\t:cas\t[nil 6]\n"
            "INFO  jepsen.util - 0\t:fail\t:cas\t[nil 6]\n"
            "INFO  jepsen.util - 0\t:invoke\t:write\tnil\n"
            "INFO  jepsen.util - 0\t:ok\t:write\tnil\n"
            "INFO  jepsen.util - 0\t:invoke\t:read\tnil\n"
            "INFO  jepsen.util - 0\t:ok\t:read\tnil\n");
  EXPECT_THAT(Notes(builder, ForeignFormat::kEtcd),
              ElementsAre(HasSubstr("1 times DEL answered that there was something")));
  EXPECT_THAT(Notes(builder, ForeignFormat::kJepsen),
              ElementsAre(HasSubstr("1 times DEL"), HasSubstr("1 SETNX were refused")));
}

TEST(Export, AClientThatDoesTwoThingsAtOnceIsTwoProcesses) {
  HistoryBuilder builder;
  Answered(builder, "SET k 5", Reply::Ok(), {1, 4});
  Answered(builder, "SET k 6", Reply::Ok(), {2, 3});
  EXPECT_EQ(Text(Of(builder), ForeignFormat::kEtcd),
            "INFO  jepsen.util - 0\t:invoke\t:write\t5\n"
            "INFO  jepsen.util - 1\t:invoke\t:write\t6\n"
            "INFO  jepsen.util - 1\t:ok\t:write\t6\n"
            "INFO  jepsen.util - 0\t:ok\t:write\t5\n");
}

TEST(Export, EtcdNumbersValuesThatAreNoNumbers) {
  HistoryBuilder builder;
  Answered(builder, "SET k 7", Reply::Ok(), {1, 2});
  Answered(builder, "SET k x", Reply::Ok(), {3, 4});
  Answered(builder, "GET k", Reply::Bulk("7"), {5, 6});
  Answered(builder, "GET k", Reply::Null(), {7, 8});
  EXPECT_EQ(Text(Of(builder), ForeignFormat::kEtcd),
            "INFO  jepsen.util - 0\t:invoke\t:write\t1\n"
            "INFO  jepsen.util - 0\t:ok\t:write\t1\n"
            "INFO  jepsen.util - 0\t:invoke\t:write\t2\n"
            "INFO  jepsen.util - 0\t:ok\t:write\t2\n"
            "INFO  jepsen.util - 0\t:invoke\t:read\tnil\n"
            "INFO  jepsen.util - 0\t:ok\t:read\t1\n"
            "INFO  jepsen.util - 0\t:invoke\t:read\tnil\n"
            "INFO  jepsen.util - 0\t:ok\t:read\tnil\n");
  EXPECT_THAT(Notes(builder, ForeignFormat::kEtcd), ElementsAre(HasSubstr("numbered from 1")));
}

TEST(Export, WhatIsLeftOutOrLostIsTold) {
  HistoryBuilder builder;
  GivenUp(builder, "SET k 5", 1, 2).fate = Fate::kNotDone;
  Answered(builder, "APPEND k 6", Reply::Integer(1), {3, 4});
  EXPECT_THAT(Notes(builder, ForeignFormat::kKv),
              ElementsAre(HasSubstr("1 lengths that APPEND answered"),
                          HasSubstr("1 operations that were refused")));
}

// Each of these operations, alone in a history, has no form in that format.
struct Formless {
  ForeignFormat format;
  const char* line;
  Reply reply;
  const char* why;
};
const Formless kFormless[] = {
    {ForeignFormat::kKv, "INCRBY k 1", Reply::Integer(1), "incrby k 1 -> (integer) 1"},
    {ForeignFormat::kKv, "SETNX k 1", Reply::Integer(1), "this command has no form"},
    {ForeignFormat::kKv, "DEL k", Reply::Integer(1), "this command has no form"},
    {ForeignFormat::kKv, "SET k 1 NX", Reply::Ok(), "this command has no form"},
    {ForeignFormat::kKv, "GET k", Reply::Bulk(""), "this value or key has no form"},
    {ForeignFormat::kKv, "GET k", Reply::Error("ERR"), "this answer has no form"},
    {ForeignFormat::kKv, "SET k \xff", Reply::Ok(), "this value or key has no form"},
    {ForeignFormat::kEtcd, "APPEND k 1", Reply::Integer(1), "this command has no form"},
    {ForeignFormat::kEtcd, "SET k 1", Reply::Null(), "this answer has no form"},
    {ForeignFormat::kEtcd, "SETNX k 1", Reply::Integer(2), "this answer has no form"},
    {ForeignFormat::kEtcd, "DEL k j", Reply::Integer(1), "this command has no form"},
    {ForeignFormat::kJepsen, "GETSET k 1", Reply::Null(), "this command has no form"},
    {ForeignFormat::kJepsen, "SET k \xff", Reply::Ok(), "this value or key has no form"},
};

TEST(Export, WhatHasNoFormIsAnErrorThatNamesItAndSaysWhatToDo) {
  for (const Formless& formless : kFormless) {
    HistoryBuilder builder;
    builder.Ok(formless.line, formless.reply, {1, 2});
    const std::string error = Text(Of(builder), formless.format);
    EXPECT_THAT(error, HasSubstr("object k: c1#1 ")) << formless.line;
    EXPECT_THAT(error, HasSubstr(formless.why)) << formless.line;
    EXPECT_THAT(error, HasSubstr("Take the format store")) << formless.line;
    EXPECT_THAT(error, HasSubstr("--history-key")) << formless.line;
  }
}

TEST(Export, SeveralCommandsInOneStepHaveNoForm) {
  HistoryBuilder builder;
  builder.Unknown("GET k", 1).commands.push_back(MakeCommand("GET k"));
  EXPECT_THAT(Text(Of(builder), ForeignFormat::kKv), HasSubstr("several commands in one step"));
}

TEST(Export, ASecondKeyIsASecondRegister) {
  HistoryBuilder k, j;
  k.Unknown("GET k", 1);
  j.Unknown("GET j", 2);
  const RecordedHistory history{"s", 1, {{"k", k.Build()}, {"j", j.Build()}}};
  EXPECT_THAT(Text(history, ForeignFormat::kEtcd),
              HasSubstr("object j: c1#1 get j -> ? [0.000000s..]: a second register (the first is "
                        "k) has no form in the format etcd"));
  EXPECT_THAT(Text(history, ForeignFormat::kJepsen), HasSubstr("[\"j\" nil]"));
}

TEST(OnlyKey, KeepsWhatTouchesTheKeyAndRefusesWhatTouchesMore) {
  HistoryBuilder builder;
  builder.Unknown("GET {t}a", 1);
  builder.Unknown("SET {t}b x", 2);
  builder.Unknown("GET {t}a", 3).commands.push_back(MakeCommand("DEL {t}a"));
  RecordedHistory history{"s", 1, {{"t", builder.Build()}}};
  const absl::StatusOr<RecordedHistory> only = OnlyKey(history, "{t}a");
  ASSERT_TRUE(only.ok());
  ASSERT_EQ(only->operations(), 2u);
  EXPECT_EQ(only->objects[0].operations[1].start, 3u);
  EXPECT_THAT(std::string(OnlyKey(history, "{t}c").status().message()),
              HasSubstr("no operation touches the key {t}c"));
  history.objects[0].operations[2].commands[1] = MakeCommand("DEL {t}b");
  EXPECT_THAT(std::string(OnlyKey(history, "{t}a").status().message()),
              HasSubstr("touches other keys than {t}a"));
}

}  // namespace
}  // namespace paxosstore::sim
