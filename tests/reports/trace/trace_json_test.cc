#include "reports/trace/trace_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "nlohmann/json.hpp"

namespace paxosstore::reports {
namespace {

using nlohmann::json;
using sim::Moment;
using sim::Trace;
using testing::ElementsAre;

Moment At(int64_t ns, uint64_t event) { return {{ns}, event}; }

json Written(const Trace& trace) { return json::parse(TraceJson(trace)); }

std::vector<std::string> TextsOf(const json& page, const json& column) {
  std::vector<std::string> texts;
  for (const auto& place : column) texts.push_back(page["texts"][place.get<size_t>()]);
  return texts;
}

sim::TracedMessage Message(Moment sent, std::optional<Moment> ended, std::string text) {
  sim::TracedMessage message;
  message.sent = sent;
  message.ended = ended;
  message.text = std::move(text);
  return message;
}

TEST(TraceJson, TimesAreDifferencesToTheRowBefore) {
  Trace trace;
  trace.messages = {
      Message(At(1'000, 5), At(1'700, 9), ""), Message(At(1'000, 6), {}, ""),
      Message(At(4'000'000'000'123, 8'000'000'000), At(4'000'000'000'123, 8'000'000'000), "")};
  const json list = Written(trace)["messages"];
  EXPECT_THAT(list["t"], ElementsAre(1'000, 0, 3'999'999'999'123));
  EXPECT_THAT(list["e"], ElementsAre(5, 1, 7'999'999'994));
  EXPECT_THAT(list["d"], ElementsAre(700, -1, 0));
  EXPECT_THAT(list["de"], ElementsAre(4, -1, 0));
}

TEST(TraceJson, ATextIsWrittenOnce) {
  Trace trace;
  for (const char* text : {"one", "two", "one", ""})
    trace.messages.push_back(Message({}, {}, text));
  trace.faults.push_back({{}, true, 0, "two"});
  const json page = Written(trace);
  EXPECT_THAT(page["texts"], ElementsAre("", "one", "two"));
  EXPECT_THAT(TextsOf(page, page["messages"]["text"]), ElementsAre("one", "two", "one", ""));
  EXPECT_THAT(TextsOf(page, page["faults"]["text"]), ElementsAre("two"));
}

TEST(TraceJson, AMessageKeepsWhoWhatAndItsFate) {
  Trace trace;
  trace.objects = {"k0", "k1"};
  sim::TracedMessage message = Message({}, {}, "hello");
  message.end = sim::TracedMessage::End::kCorrupted;
  message.duplicate = true;
  message.from = NodeId(2);
  message.to = NodeId(3);
  message.object = 1;
  message.entry = EntryId(7);
  trace.messages = {message, Message({}, {}, "")};
  const json list = Written(trace)["messages"];
  EXPECT_THAT(list["end"], ElementsAre(4, 7));
  EXPECT_THAT(list["duplicate"], ElementsAre(1, 0));
  EXPECT_THAT(list["from"], ElementsAre(2, 0));
  EXPECT_THAT(list["to"], ElementsAre(3, 0));
  EXPECT_THAT(list["object"], ElementsAre(1, -1));
  EXPECT_THAT(list["entry"], ElementsAre(7, 0));
}

TEST(TraceJson, AStateKeepsAllThatAReplicaHolds) {
  Trace trace;
  sim::TracedState state;
  state.at = At(10, 1);
  state.node = NodeId(3);
  state.where = sim::TracedState::Where::kPlatter;
  state.object = 0;
  state.chosen = EntryId(4);
  state.chosen_value = "1/1/9";
  state.entry = EntryId(5);
  state.promised = "2.1";
  state.accepted = "1.2";
  state.value = "2/1/3";
  state.what = "promises 2.1";
  trace.states = {state};
  const json page = Written(trace);
  const json& list = page["states"];
  EXPECT_THAT(list["where"], ElementsAre(1));
  EXPECT_THAT(list["chosen"], ElementsAre(4));
  EXPECT_THAT(list["entry"], ElementsAre(5));
  EXPECT_THAT(TextsOf(page, list["chosenValue"]), ElementsAre("1/1/9"));
  EXPECT_THAT(TextsOf(page, list["promised"]), ElementsAre("2.1"));
  EXPECT_THAT(TextsOf(page, list["accepted"]), ElementsAre("1.2"));
  EXPECT_THAT(TextsOf(page, list["value"]), ElementsAre("2/1/3"));
  EXPECT_THAT(TextsOf(page, list["what"]), ElementsAre("promises 2.1"));
}

TEST(TraceJson, AttemptsOfAllOperationsAreOneListWithTimesSinceTheCall) {
  Trace trace;
  sim::TracedOperation first, second;
  first.started = At(100, 1);
  first.attempts.resize(2);
  first.attempts[0].sent = At(100, 1);
  first.attempts[1].sent = At(150, 4);
  first.attempts[1].arrived = At(160, 5);
  second.started = At(1'000, 9);
  second.attempts.resize(1);
  second.attempts[0] = {At(1'000, 9),  NodeId(2),     At(1'010, 10),
                        At(1'020, 11), At(1'030, 12), "ok @3"};
  trace.operations = {first, second};
  const json page = Written(trace);
  EXPECT_THAT(page["operations"]["attempts"], ElementsAre(2, 1));
  EXPECT_THAT(page["attempts"]["t"], ElementsAre(0, 50, 0));
  EXPECT_THAT(page["attempts"]["e"], ElementsAre(0, 3, 0));
  EXPECT_THAT(page["attempts"]["arrived"], ElementsAre(-1, 60, 10));
  EXPECT_THAT(page["attempts"]["replied"], ElementsAre(-1, -1, 20));
  EXPECT_THAT(page["attempts"]["answered"], ElementsAre(-1, -1, 30));
  EXPECT_THAT(TextsOf(page, page["attempts"]["reply"]), ElementsAre("", "", "ok @3"));
}

TEST(TraceJson, LinesOfAFailureStayLines) {
  Trace trace;
  EXPECT_TRUE(Written(trace)["failure"].is_null());
  trace.failure.emplace();
  trace.failure->failure = {"linearizability", "one\ntwo", At(5, 6)};
  trace.failure->explanation = "a\nb\n";
  const json failure = Written(trace)["failure"];
  EXPECT_THAT(failure["what"], ElementsAre("one", "two"));
  EXPECT_THAT(failure["explanation"], ElementsAre("a", "b"));
  EXPECT_EQ(failure["object"], -1);
  EXPECT_EQ(failure["t"], 5);
  EXPECT_EQ(failure["e"], 6);
}

TEST(TraceJson, ASeedOf64BitsIsNotRounded) {
  Trace trace;
  trace.seed = 18'446'744'073'709'551'615u;
  EXPECT_EQ(Written(trace)["seed"], "18446744073709551615");
}

TEST(TraceJson, WhatIsNoTextBecomesOne) {
  Trace trace;
  trace.scenario = "\xff\xe2\x80\xae";  // no UTF-8; turns the direction of what follows
  trace.objects = {std::string("a\0b", 3)};
  const json page = Written(trace);
  EXPECT_EQ(page["scenario"], "��");
  EXPECT_THAT(page["objects"], ElementsAre("a�b"));
}

}  // namespace
}  // namespace paxosstore::reports
