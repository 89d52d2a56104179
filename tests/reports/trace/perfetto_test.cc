#include "reports/trace/perfetto.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/reports/trace/made_trace.h"

namespace paxosstore::reports {
namespace {

using nlohmann::json;
using sim::Moment;
using sim::Trace;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

constexpr NodeId kOne(1), kTwo(2), kThree(3);

Moment At(int64_t ns) { return {{ns}, static_cast<uint64_t>(ns)}; }

json EventsOf(const Trace& trace) { return json::parse(PerfettoTrace(trace))["traceEvents"]; }

std::vector<json> Named(const json& events, const std::string& name) {
  std::vector<json> found;
  for (const json& event : events) {
    if (event["name"] == name) found.push_back(event);
  }
  return found;
}

// The names of all processes and threads: {pid, 0} is the process.
std::map<std::pair<int, int>, std::string> TracksOf(const json& events) {
  std::map<std::pair<int, int>, std::string> tracks;
  for (const json& event : events) {
    if (event["name"] == "process_name") tracks[{event["pid"], 0}] = event["args"]["name"];
    if (event["name"] == "thread_name") {
      tracks[{event["pid"], event["tid"]}] = event["args"]["name"];
    }
  }
  return tracks;
}

// "n1/process"
std::string TrackOf(const json& events, const json& event) {
  const auto tracks = TracksOf(events);
  return tracks.at({event["pid"], 0}) + "/" + tracks.at({event["pid"], event["tid"]});
}

Trace OneOfEverything() {
  Trace trace;
  trace.scenario = "everything";
  trace.seed = 7;
  trace.replay = "paxsim run everything --seed 7";
  trace.nodes = 3;
  trace.clients = 2;
  trace.end = At(9'000'000);
  trace.objects = {"k0"};
  trace.values = {{"1/1/1", "k0 = \"abc\""}};
  sim::TracedMessage message;
  message.sent = At(1'234'567);
  message.ended = At(1'334'001);
  message.end = sim::TracedMessage::End::kDelivered;
  message.from = kOne;
  message.to = kTwo;
  message.object = 0;
  message.text = "hello";
  trace.messages = {message};
  trace.node_states = {{At(0), kOne, sim::TracedNode::State::kStarting, "starts"},
                       {At(600'500), kOne, sim::TracedNode::State::kServing, "serves"},
                       {At(8'000'000), kOne, sim::TracedNode::State::kDown, "loses power"}};
  trace.links = {{At(100), kTwo, kThree, true}, {At(5'000), kTwo, kThree, false}};
  trace.faults = {{At(100), true, 0b100, "block n2 to n3"}};
  trace.syncs = {{At(2'000), At(3'000), sim::TracedSync::End::kOk, kThree}};
  trace.chosen = {{At(2'000'000), 0, EntryId(1), "1/1/1", "0.1"}};
  sim::TracedState state;
  state.at = At(1'500'000);
  state.node = kTwo;
  state.object = 0;
  state.entry = EntryId(1);
  state.promised = state.accepted = "0.1";
  state.value = "1/1/1";
  state.what = "accepts 1/1/1 at 0.1";
  trace.states = {state};
  sim::TracedOperation operation;
  operation.client = 2;
  operation.name = "c2#1";
  operation.object = 0;
  operation.command = "SET k0 \"abc\"";
  operation.reply = "OK";
  operation.version = EntryId(1);
  operation.started = At(1'000'000);
  operation.ended = At(3'000'000);
  operation.end = sim::TracedOperation::End::kOk;
  operation.attempts = {
      {At(1'000'000), kOne, At(1'100'000), At(2'800'000), At(3'000'000), "ok @1"}};
  trace.operations = {operation};
  return trace;
}

Trace Failing() {
  Trace trace = OneOfEverything();
  sim::TracedFailure failure;
  failure.failure = {"one chosen value", "k0 entry 1: two", At(4'000'000)};
  failure.told = "n2 sends it";
  failure.explanation = "because";
  trace.failure = failure;
  trace.operations[0].guilty = true;
  return trace;
}

// --- what every document promises

void ExpectSound(const Trace& trace) {
  const json events = EventsOf(trace);
  const auto tracks = TracksOf(events);
  struct Slice {
    double from, until;
  };
  std::map<std::pair<int, int>, std::vector<Slice>> slices;
  std::map<uint64_t, json> begins, ends;
  std::map<std::string, int> open;
  for (const json& event : events) {
    const std::pair<int, int> track{event["pid"], event["tid"]};
    EXPECT_TRUE(tracks.contains({track.first, 0})) << event;
    const std::string phase = event["ph"];
    if (phase != "M") {
      EXPECT_TRUE(tracks.contains(track)) << event;
      EXPECT_GE(event["ts"].get<double>(), 0) << event;
    }
    if (phase == "X") {
      const double from = event["ts"], length = event["dur"];
      EXPECT_GE(length, 0) << event;
      slices[track].push_back({from, from + length});
    }
    if (phase == "s") {
      EXPECT_TRUE(begins.emplace(event["id"].get<uint64_t>(), event).second) << event;
    }
    if (phase == "f") {
      EXPECT_TRUE(ends.emplace(event["id"].get<uint64_t>(), event).second) << event;
      EXPECT_EQ(event["bp"], "e");
    }
    if (phase == "b" || phase == "e") {
      open[event["cat"].get<std::string>() + event["id"].dump()] += phase == "b" ? 1 : -1;
    }
  }
  for (const auto& [id, balance] : open) EXPECT_EQ(balance, 0) << id;
  const auto enclosed = [&slices](const json& event) {
    const double at = event["ts"];
    for (const Slice& slice : slices[{event["pid"], event["tid"]}]) {
      if (slice.from <= at && at <= slice.until) return true;
    }
    return false;
  };
  EXPECT_EQ(begins.size(), ends.size());
  for (const auto& [id, begin] : begins) {
    ASSERT_TRUE(ends.contains(id)) << begin;
    EXPECT_LE(begin["ts"].get<double>(), ends[id]["ts"].get<double>()) << begin;
    EXPECT_NE(begin["pid"], ends[id]["pid"]) << "from process to process";
    EXPECT_TRUE(enclosed(begin)) << begin;
    EXPECT_TRUE(enclosed(ends[id])) << ends[id];
  }
}

TEST(Perfetto, DocumentsAreSound) {
  ExpectSound(Trace());
  ExpectSound(OneOfEverything());
  ExpectSound(Failing());
  ExpectSound(Make({}));
  ExpectSound(Make({.nodes = 5, .clients = 2, .entries = 200, .fails = true}));
}

TEST(Perfetto, AnEmptyTraceIsAWholeDocument) {
  const json document = json::parse(PerfettoTrace(Trace()));
  EXPECT_EQ(document["displayTimeUnit"], "ms");
  for (const json& event : document["traceEvents"]) EXPECT_EQ(event["ph"], "M");
  EXPECT_EQ(TracksOf(document["traceEvents"]).at({1, 0}), "cluster");
}

TEST(Perfetto, ItSaysWhichRunItIs) {
  const json about = json::parse(PerfettoTrace(OneOfEverything()))["otherData"];
  EXPECT_EQ(about["scenario"], "everything");
  EXPECT_EQ(about["seed"], "7");
  EXPECT_EQ(about["replay"], "paxsim run everything --seed 7");
}

TEST(Perfetto, ProcessesAndThreadsHaveNamesInOrder) {
  const json events = EventsOf(OneOfEverything());
  const auto tracks = TracksOf(events);
  EXPECT_EQ(tracks.at({1, 0}), "cluster");
  EXPECT_EQ(tracks.at({2, 0}), "n1");
  EXPECT_EQ(tracks.at({4, 0}), "n3");
  EXPECT_EQ(tracks.at({5, 0}), "clients");
  EXPECT_EQ(tracks.at({5, 1}), "client 1");
  EXPECT_EQ(tracks.at({5, 2}), "client 2");
  EXPECT_EQ(tracks.at({3, 1}), "process");
  EXPECT_FALSE(tracks.contains({6, 0}));
  for (const json& event : Named(events, "process_sort_index")) {
    EXPECT_EQ(event["args"]["sort_index"], event["pid"]);
  }
}

// --- each thing at its place

TEST(Perfetto, TimesAreMicrosecondsExactToTheNanosecond) {
  Trace trace = OneOfEverything();
  trace.messages[0].sent = At(4'000'000'000'123'007);
  trace.messages[0].ended = At(4'000'000'000'124'000);
  const std::string text = PerfettoTrace(trace);
  EXPECT_THAT(text, HasSubstr("\"ts\":4000000000123.007,"));
  EXPECT_THAT(text, HasSubstr("\"ts\":4000000000124.000,"));
  EXPECT_THAT(text, HasSubstr("\"ts\":600.500,"));
  EXPECT_THAT(text, HasSubstr("\"dur\":7399.500,"));
}

TEST(Perfetto, AMessageIsAnArrowFromItsSenderToItsReceiver) {
  const json events = EventsOf(OneOfEverything());
  const std::vector<json> both = Named(events, "hello");
  ASSERT_EQ(both.size(), 2u);
  EXPECT_EQ(TrackOf(events, both[0]), "n1/sends");
  EXPECT_EQ(both[0]["args"]["to"], "n2");
  EXPECT_EQ(TrackOf(events, both[1]), "n2/gets");
  EXPECT_EQ(both[1]["args"]["from"], "n1");
  const std::vector<json> arrow = Named(events, "message");
  EXPECT_EQ(TrackOf(events, arrow[0]), "n1/sends");
  EXPECT_EQ(arrow[0]["ts"], both[0]["ts"]);
  EXPECT_EQ(TrackOf(events, arrow[1]), "n2/gets");
  EXPECT_EQ(arrow[1]["ts"], both[1]["ts"]);
}

TEST(Perfetto, AMessageThatNeverLeftHasNoArrowAndSaysWhy) {
  Trace trace = OneOfEverything();
  trace.operations.clear();
  trace.messages[0].ended.reset();
  trace.messages[0].end = sim::TracedMessage::End::kLost;
  trace.messages[0].duplicate = true;
  const json events = EventsOf(trace);
  EXPECT_TRUE(Named(events, "message").empty());
  const std::vector<json> sent = Named(events, "lost: hello");
  ASSERT_EQ(sent.size(), 1u);
  EXPECT_EQ(sent[0]["args"]["end"], "lost");
  EXPECT_EQ(sent[0]["args"]["duplicate"], "yes");
}

TEST(Perfetto, WhatANodeIsLastsUntilTheNextStateOrTheEnd) {
  const json events = EventsOf(OneOfEverything());
  const json serving = Named(events, "serving").at(0);
  EXPECT_EQ(TrackOf(events, serving), "n1/process");
  EXPECT_DOUBLE_EQ(serving["ts"], 600.5);
  EXPECT_DOUBLE_EQ(serving["dur"], 7399.5);
  EXPECT_EQ(serving["args"]["why"], "serves");
  EXPECT_DOUBLE_EQ(Named(events, "down").at(0)["dur"], 1000);
}

TEST(Perfetto, ABlockedLinkLastsUntilItOpensOrTheEnd) {
  Trace trace = OneOfEverything();
  trace.links.push_back({At(8'000), kOne, kThree, true});
  const json events = EventsOf(trace);
  const auto mended = Named(events, "nothing passes from n2 to n3");
  ASSERT_EQ(mended.size(), 2u);
  EXPECT_EQ(TrackOf(events, mended[0]), "cluster/blocked links");
  EXPECT_DOUBLE_EQ(mended[0]["ts"], 0.1);
  EXPECT_DOUBLE_EQ(mended[1]["ts"], 5);
  const auto open = Named(events, "nothing passes from n1 to n3");
  ASSERT_EQ(open.size(), 2u);
  EXPECT_DOUBLE_EQ(open[1]["ts"], 9000);
  EXPECT_NE(open[0]["id"], mended[0]["id"]);
}

TEST(Perfetto, SyncsThatOverlapAreToldApart) {
  Trace trace = OneOfEverything();
  trace.syncs.push_back({At(2'500), {}, sim::TracedSync::End::kLost, kThree});
  const json events = EventsOf(trace);
  const auto ok = Named(events, "sync");
  const auto lost = Named(events, "sync: never completed");
  ASSERT_EQ(ok.size(), 2u);
  ASSERT_EQ(lost.size(), 2u);
  EXPECT_EQ(TrackOf(events, ok[0]), "n3/syncs");
  EXPECT_NE(ok[0]["id"], lost[0]["id"]);
  EXPECT_DOUBLE_EQ(ok[1]["ts"], 3);
  EXPECT_DOUBLE_EQ(lost[1]["ts"], 9000) << "open: until the end";
}

TEST(Perfetto, AStateStandsWhereItIsHeld) {
  Trace trace = OneOfEverything();
  trace.states.push_back(trace.states[0]);
  trace.states[1].where = sim::TracedState::Where::kPlatter;
  const json events = EventsOf(trace);
  const auto states = Named(events, "accepts 1/1/1 at 0.1");
  ASSERT_EQ(states.size(), 2u);
  EXPECT_EQ(TrackOf(events, states[0]), "n2/memory");
  EXPECT_EQ(TrackOf(events, states[1]), "n2/platter");
  EXPECT_EQ(states[0]["args"]["object"], "k0");
  EXPECT_EQ(states[0]["args"]["pending entry"], "1");
  EXPECT_EQ(states[0]["args"]["value"], "1/1/1");
}

TEST(Perfetto, AnOperationIsASliceWithItsRequestAndItsAnswer) {
  const json events = EventsOf(OneOfEverything());
  const json slice = Named(events, "SET k0 \"abc\"").at(0);
  EXPECT_EQ(TrackOf(events, slice), "clients/client 2");
  EXPECT_DOUBLE_EQ(slice["dur"], 2000);
  EXPECT_EQ(slice["args"]["reply"], "OK");
  EXPECT_EQ(slice["args"]["version"], "1");
  EXPECT_FALSE(slice["args"].contains("shows the failure"));
  EXPECT_EQ(TrackOf(events, Named(events, "c2#1 SET k0 \"abc\"").at(0)), "n1/requests");
  EXPECT_EQ(TrackOf(events, Named(events, "ok @1: c2#1 SET k0 \"abc\"").at(0)), "n1/requests");
  EXPECT_EQ(TrackOf(events, Named(events, "ok @1").at(0)), "clients/client 2");
  EXPECT_EQ(TrackOf(events, Named(events, "asks n1").at(0)), "clients/client 2");
}

TEST(Perfetto, AnOpenOperationLastsUntilTheEndAndHasNoReply) {
  Trace trace = OneOfEverything();
  trace.operations[0].ended.reset();
  trace.operations[0].end = sim::TracedOperation::End::kOpen;
  trace.operations[0].attempts[0].replied.reset();
  trace.operations[0].attempts[0].answered.reset();
  const json slice = Named(EventsOf(trace), "SET k0 \"abc\"").at(0);
  EXPECT_DOUBLE_EQ(slice["dur"], 8000);
  EXPECT_EQ(slice["args"]["end"], "open");
  EXPECT_FALSE(slice["args"].contains("reply"));
  ExpectSound(trace);
}

// An answer may be late, or come from a request that was never seen to arrive.
TEST(Perfetto, ALateAnswerHasItsArrowToo) {
  Trace trace = OneOfEverything();
  trace.operations[0].ended = At(1'200'000);
  ExpectSound(trace);
  EXPECT_EQ(Named(EventsOf(trace), "ok @1").size(), 1u);
}

TEST(Perfetto, FaultsChosenEntriesAndTheFailureAreMarked) {
  const json events = EventsOf(Failing());
  const json fault = Named(events, "block n2 to n3").at(0);
  EXPECT_EQ(fault["ph"], "i");
  EXPECT_EQ(fault["s"], "g") << "over all tracks";
  EXPECT_EQ(TrackOf(events, fault), "cluster/faults");
  const json chosen = Named(events, "entry 1 of k0").at(0);
  EXPECT_EQ(TrackOf(events, chosen), "cluster/chosen");
  EXPECT_EQ(chosen["args"]["holds"], "k0 = \"abc\"");
  const json failure = Named(events, "FAILED: one chosen value").at(0);
  EXPECT_EQ(failure["ph"], "i");
  EXPECT_DOUBLE_EQ(failure["ts"], 4000);
  EXPECT_EQ(failure["args"]["what"], "k0 entry 1: two");
  EXPECT_EQ(failure["args"]["told"], "n2 sends it");
  EXPECT_EQ(failure["args"]["explanation"], "because");
  EXPECT_EQ(Named(events, "SET k0 \"abc\"").at(0)["args"]["shows the failure"], "yes");
}

// --- what a text may be

TEST(Perfetto, AnyBytesInTextsStayTexts) {
  const std::string hostile = "\"},{\"ph\":\"X\"}],\\ </script> \x01 \xff\xfe \xe2\x80\xae \n\t" +
                              std::string(1, '\0') + "behind it";
  Trace trace = Failing();
  trace.scenario = trace.replay = trace.objects[0] = hostile;
  trace.messages[0].text = trace.node_states[0].why = trace.faults[0].text = hostile;
  trace.values[0].text = trace.states[0].what = trace.states[0].value = hostile;
  trace.operations[0].command = trace.operations[0].reply = hostile;
  trace.operations[0].attempts[0].reply = trace.operations[0].name = hostile;
  trace.failure->failure.what = trace.failure->told = trace.failure->explanation = hostile;
  ExpectSound(trace);
  EXPECT_EQ(EventsOf(trace).size(), EventsOf(Failing()).size());
  for (const char c : PerfettoTrace(trace)) {
    EXPECT_TRUE(static_cast<unsigned char>(c) >= 0x20 || c == '\n');
  }
}

TEST(Perfetto, EachEventIsALine) {
  const Trace trace = Make({.fails = true});
  const std::string text = PerfettoTrace(trace);
  const auto lines = static_cast<size_t>(std::count(text.begin(), text.end(), '\n'));
  EXPECT_EQ(lines, EventsOf(trace).size() + 2);
}

}  // namespace
}  // namespace paxosstore::reports
