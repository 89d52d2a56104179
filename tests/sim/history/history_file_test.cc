#include "sim/history/file/history_file.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/sim/history/history_builder.h"
#include "tests/sim/history/random_history.h"

namespace paxosstore::sim {
namespace {

using model::Reply;

// One of each fate, on two objects.
RecordedHistory Small() {
  HistoryBuilder builder;
  Operation& set = builder.Ok("SET k a", Reply::Ok(), {1, 3}, 1);
  set.started_at = Instant{100};
  set.ended_at = Instant{250};
  set.effect_entry = EntryId(1);
  builder.Ok("GET k", Reply::Bulk("a"), {2, 5}, 1).ended_at = Instant{300};
  builder.Unknown("APPEND k \xff", 6);
  Operation& refused = builder.Unknown("DEL k", 7);
  refused.fate = Fate::kNotDone;
  refused.ended_at = Instant{9};
  HistoryBuilder other;
  other.Ok("INCRBY {t}a 5", Reply::Integer(5), {4, 8}, 1);
  return {"steady", 7, {{"k", builder.Build()}, {"t", other.Build()}}};
}

TEST(HistoryFile, IsALineForTheRunAndOneForEachOperationInOrderOfStarts) {
  EXPECT_EQ(
      WriteHistory(Small()),
      R"({"format":"paxosstore history","version":1,"scenario":"steady","seed":7,"operations":5}
{"object":"k","client":1,"sequence":1,"commands":[["set","k","a"]],"fate":"ok","start":1,"end":3,"started_ns":100,"ended_ns":250,"replies":[{"simple":"OK"}],"version":1,"effect":{"entry":1,"position":0}}
{"object":"k","client":2,"sequence":1,"commands":[["get","k"]],"fate":"ok","start":2,"end":5,"started_ns":0,"ended_ns":300,"replies":[{"bulk":"a"}],"version":1,"effect":null}
{"object":"t","client":1,"sequence":1,"commands":[["incrby","{t}a","5"]],"fate":"ok","start":4,"end":8,"started_ns":0,"ended_ns":0,"replies":[{"integer":5}],"version":1,"effect":null}
{"object":"k","client":3,"sequence":1,"commands":[["append","k",{"hex":"ff"}]],"fate":"unknown","start":6,"end":null,"started_ns":0,"ended_ns":null,"replies":null,"version":null,"effect":null}
{"object":"k","client":4,"sequence":1,"commands":[["del","k"]],"fate":"not done","start":7,"end":null,"started_ns":0,"ended_ns":9,"replies":null,"version":null,"effect":null}
)");
}

RC_GTEST_PROP(HistoryFile, WhatWasWrittenIsReadAsTheSameHistory, ()) {
  const RecordedHistory history = *AnyHistory();
  const std::string text = WriteHistory(history);
  const absl::StatusOr<RecordedHistory> read = ReadHistory(text, "f");
  RC_LOG() << text;
  if (!read.ok()) RC_FAIL(std::string(read.status().message()));
  RC_ASSERT(Same(*read, history));
}

// Byte for byte the same lines, but for white space, the order of fields and the ways to escape.
bool SaysTheSame(const std::string& a, const std::string& b) {
  std::istringstream lines_a(a), lines_b(b);
  std::string line_a, line_b;
  while (std::getline(lines_a, line_a)) {
    if (!std::getline(lines_b, line_b)) return false;
    if (nlohmann::json::parse(line_a) != nlohmann::json::parse(line_b)) return false;
  }
  return !std::getline(lines_b, line_b);
}

// Either an error with its place, or a history that holds all that the text says.
bool IsReadHonestly(const std::string& text) {
  const absl::StatusOr<RecordedHistory> read = ReadHistory(text, "f");
  if (read.ok()) return SaysTheSame(text, WriteHistory(*read));
  return read.status().message().substr(0, 2) == "f:";
}

RC_GTEST_PROP(HistoryFile, MutatedBytesAreAnErrorOrMeanWhatTheySay, ()) {
  std::string text = WriteHistory(*AnyHistory());
  const int mutations = *rc::gen::inRange(1, 4);
  for (int i = 0; i < mutations && !text.empty(); ++i) {
    const size_t at = *rc::gen::inRange<size_t>(0, text.size());
    const size_t length = *rc::gen::inRange<size_t>(0, 20);
    switch (*rc::gen::inRange(0, 4)) {
      case 0:
        text[at] = *rc::gen::arbitrary<char>();
        break;
      case 1:
        text.erase(at, length);
        break;
      case 2:
        text.insert(at, text.substr(*rc::gen::inRange<size_t>(0, text.size()), length));
        break;
      default:
        text.resize(at);
    }
  }
  RC_LOG() << text;
  RC_ASSERT(IsReadHonestly(text));
}

TEST(HistoryFile, EachBitFlippedIsAnErrorOrMeansWhatItSays) {
  const std::string good = WriteHistory(Small());
  size_t errors = 0, others = 0;
  for (size_t at = 0; at < good.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string text = good;
      text[at] = static_cast<char>(text[at] ^ (1 << bit));
      ASSERT_TRUE(IsReadHonestly(text)) << text;
      ++(ReadHistory(text, "f").ok() ? others : errors);
    }
  }
  EXPECT_GT(errors, 9 * others);
  EXPECT_GT(others, 0u);  // a digit became another
}

TEST(HistoryFile, WhatIsCutOffIsMissed) {
  const std::string good = WriteHistory(Small());
  for (size_t length = 0; length < good.size(); ++length) {
    EXPECT_FALSE(ReadHistory(good.substr(0, length), "f").ok()) << length;
  }
}

// The error if `from` is replaced in the file, at its first place.
std::string ErrorIf(const std::string& from, const std::string& to) {
  std::string text = WriteHistory(Small());
  const size_t at = text.find(from);
  if (at == std::string::npos) return "there is no " + from;
  text.replace(at, from.size(), to);
  const absl::StatusOr<RecordedHistory> read = ReadHistory(text, "dir/f");
  return read.ok() ? "no error" : std::string(read.status().message());
}

struct Mistake {
  const char* from;
  const char* to;
  const char* error;
};
const Mistake kMistakes[] = {
    {"paxosstore history", "history", "dir/f:1: format: wanted \"paxosstore history\""},
    {"\"version\":1", "\"version\":2", "dir/f:1: version: only 1 is known"},
    {"\"seed\":7", "\"seed\":-7", "dir/f:1: seed: wanted a whole number from 0 to 2^64 - 1"},
    {"\"seed\":7,", "", "dir/f:1: seed: is missing"},
    {"\"operations\":5", "\"operations\":6",
     "dir/f:1: operations: the file holds 5, not 6: is it whole? (who leaves some out corrects the "
     "number)"},
    {"\"effect\":null", "\"effect\":null,\"colour\":1",
     "dir/f:3: colour: no such field in this version of the format"},
    {"\"fate\":\"ok\",", "", "dir/f:2: fate: is missing"},
    {"\"fate\":\"ok\"", "\"fate\":\"ok\",\"fate\":\"ok\"", "dir/f:2: fate: is there twice"},
    {"\"fate\":\"ok\"", "\"fate\":\"fine\"",
     "dir/f:2: fate: wanted \"ok\", \"unknown\" or \"not done\""},
    {"\"ok\",\"start\":1", "\"ok\" \"start\":1", "dir/f:2:86: not JSON here"},
    {"\"start\":2", "\"start\":3", "dir/f:3: start: event 3 is one of line 2 already"},
    {"\"start\":4", "\"start\":2", "dir/f:4: start: event 2 is one of line 3 already"},
    {"\"start\":7,", "\"start\":4.0,", "dir/f:6: start: wanted a whole number from 0 to 2^64 - 1"},
    {"\"start\":1", "\"start\":0", "dir/f:2: start: events are numbered from 1"},
    {"\"start\":4", "\"start\":10", "dir/f:4: end: is not after start"},
    {"\"start\":7", "\"start\":18446744073709551615", "dir/f:6: start: is too large"},
    {"\"end\":8", "\"end\":4", "dir/f:4: end: is not after start"},
    {"\"end\":8", "\"end\":null",
     "dir/f:4: end: wanted an event number if the fate is ok, else null"},
    {"\"end\":null", "\"end\":9",
     "dir/f:5: end: wanted an event number if the fate is ok, else null"},
    {"\"ended_ns\":250", "\"ended_ns\":99", "dir/f:2: ended_ns: is before started_ns"},
    {"\"ended_ns\":250", "\"ended_ns\":null",
     "dir/f:2: ended_ns: wanted a time, since the fate is ok"},
    {"\"ended_ns\":9", "\"ended_ns\":0", "dir/f:6: ended_ns: wanted null: nobody gives up at once"},
    {"\"started_ns\":100", "\"started_ns\":9223372036854775808",
     "dir/f:2: started_ns: is too large"},
    {"\"replies\":null", "\"replies\":[null]", "dir/f:5: replies: wanted null: it got no answer"},
    {"\"version\":null", "\"version\":3", "dir/f:5: version: wanted null: it got no answer"},
    {"[{\"simple\":\"OK\"}]", "[]", "dir/f:2: replies: wanted one for each of the 1 commands"},
    {"{\"simple\":\"OK\"}", "{\"sample\":\"OK\"}",
     "dir/f:2: replies[0]: wanted null, or {KIND: VALUE} with simple, error, integer, bulk, array "
     "or map"},
    {"{\"integer\":5}", "{\"integer\":9223372036854775808}",
     "dir/f:4: replies[0]: wanted null, or {KIND: VALUE} with simple, error, integer, bulk, array "
     "or map"},
    {"[\"get\",\"k\"]", "[\"got\",\"k\"]",
     "dir/f:3: commands[0]: ERR unknown command 'got', with args beginning with: 'k' "},
    {"[\"get\",\"k\"]", "[\"get\"]",
     "dir/f:3: commands[0]: ERR wrong number of arguments for 'get' command"},
    {"[\"get\",\"k\"]", "[\"GET\",\"k\"]", "dir/f:3: commands[0]: here it is called get"},
    {"[\"get\",\"k\"]", "[\"get\",\"j\"]", "dir/f:3: commands[0]: the key j is of another object"},
    {"[[\"get\",\"k\"]]", "[]", "dir/f:3: commands: wanted at least one: [[\"get\", \"k\"], ...]"},
    {"{\"hex\":\"ff\"}", "{\"hex\":\"FF\"}",
     "dir/f:5: commands[0]: wanted strings, or {\"hex\": \"00ff\"} for bytes that are not UTF-8"},
    {"{\"hex\":\"ff\"}", "{\"hex\":\"61\"}",
     "dir/f:5: commands[0]: wanted strings, or {\"hex\": \"00ff\"} for bytes that are not UTF-8"},
    {"\"entry\":1", "\"entry\":0", "dir/f:2: effect.entry: entries are numbered from 1"},
    {"\"position\":0", "\"position\":4294967296", "dir/f:2: effect.position: is too large"},
    {"\"position\":0", "\"place\":0",
     "dir/f:2: effect: wanted null, or {\"entry\": E, \"position\": P}"},
};

TEST(HistoryFile, ErrorsNameFileLineAndField) {
  for (const Mistake& mistake : kMistakes) {
    EXPECT_EQ(ErrorIf(mistake.from, mistake.to), mistake.error) << mistake.to;
  }
}

TEST(HistoryFile, StartsHaveToBeInOrder) {
  std::istringstream in(WriteHistory(Small()));
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line + "\n");
  std::swap(lines[2], lines[3]);
  std::string text;
  for (const std::string& line : lines) text += line;
  EXPECT_EQ(std::string(ReadHistory(text, "f").status().message()),
            "f:4: start: operations have to be in order of their starts, and the line before has "
            "4");
}

TEST(HistoryFile, NothingMayStandBesideTheJson) {
  const std::string good = WriteHistory(Small());
  const size_t end = good.find('\n');
  const std::string place = "f:1:" + std::to_string(end + 1) + ": not JSON here";
  for (const std::string& more :
       {std::string("\0rubbish", 8), std::string("}"), std::string("\v")}) {
    std::string text = good;
    text.insert(end, more);
    EXPECT_EQ(std::string(ReadHistory(text, "f").status().message()), place);
  }
  EXPECT_EQ(std::string(ReadHistory("\xef\xbb\xbf" + good, "f").status().message()),
            "f:1:1: not JSON here");
}

TEST(HistoryFile, WhatIsNoHistoryAtAllIsAnErrorInItsFirstLine) {
  EXPECT_EQ(std::string(ReadHistory("", "f").status().message()),
            "f:1: the line has no end: is the file whole?");
  EXPECT_EQ(std::string(ReadHistory("[1]\n", "f").status().message()),
            "f:1: wanted an object: {\"NAME\": VALUE, ...}");
  EXPECT_EQ(std::string(ReadHistory(std::string(100'000, '[') + "\n", "f").status().message()),
            "f:1: nested too deep");
}

}  // namespace
}  // namespace paxosstore::sim
