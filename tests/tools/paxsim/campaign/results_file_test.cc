#include "tools/paxsim/campaign/results_file.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "sim/run/sometimes.h"

namespace paxosstore::paxsim {
namespace {

namespace fs = std::filesystem;

CampaignHeader SomeHeader() {
  CampaignHeader header;
  header.build = "abc";
  header.scenarios = {{"scenarios/a.textproto", "11"}, {"scenarios/b.textproto", "22"}};
  header.first_seed = 7;
  header.rerun_one_in = 50;
  header.canary_one_in = 100;
  header.buggify = "25%";
  header.bug = "AcceptNotSynced";
  header.shard = {2, 3};
  header.seeds = 1000;
  header.time_ms = 60'000;
  header.title = "scenarios";
  header.command = "paxsim campaign \"scenarios\"";
  header.require_sometimes = true;
  return header;
}

reports::RunRecord SomeRun(uint64_t seed) {
  reports::RunRecord run;
  run.seed = seed;
  run.scenario = "scenarios/a.textproto";
  run.canary = "PromiseNotSynced";
  run.failure = sim::Failure{"one chosen value", "entry 3 of \"k\":\n\ttwo", {Instant{-5}, 77}};
  run.excused = "x";
  run.replay = "paxsim run";
  run.trace_hash = ~uint64_t{0} - seed;
  run.events = 3;
  run.virtual_time = Milliseconds(1500);
  run.cpu_us = 4;
  run.answered = 5;
  run.unknown = 6;
  run.not_done = 7;
  run.entries = 8;
  run.probed_images = 9;
  run.rerun = true;
  run.ended_ms = 10;
  for (size_t i = 0; i < run.faults.size(); ++i) run.faults[i] = i;
  for (size_t i = 0; i < run.sometimes.size(); ++i) run.sometimes[i] = i * i;
  return run;
}

class ResultsFileTest : public ::testing::Test {
 protected:
  ResultsFileTest() {
    folder_ = fs::temp_directory_path() / "paxsim-results-XXXXXX";
    std::string name = folder_.string();
    EXPECT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  ~ResultsFileTest() override { fs::remove_all(folder_); }

  std::string path() const { return (folder_ / "deep" / kResultsName).string(); }
  // Writes a header and so many runs.
  void Write(uint64_t runs) {
    const auto file = ResultsFile::Open(path());
    ASSERT_TRUE(file.ok()) << file.status().message();
    ASSERT_TRUE((*file)->Read([](const reports::RunRecord&) {}).ok());
    ASSERT_TRUE((*file)->Begin(SomeHeader()).ok());
    for (uint64_t seed = 1; seed <= runs; ++seed) {
      ASSERT_TRUE((*file)->Append(SomeRun(seed)).ok());
    }
  }
  std::string Bytes() const {
    std::ostringstream bytes;
    bytes << std::ifstream(path(), std::ios::binary).rdbuf();
    return bytes.str();
  }
  void SetBytes(const std::string& bytes) const {
    std::ofstream(path(), std::ios::binary | std::ios::trunc) << bytes;
  }
  // The runs that can be read, or the error.
  std::string Read() const {
    std::string seeds;
    const auto header = ReadResults(path(), [&](const reports::RunRecord& run) {
      seeds += (seeds.empty() ? "" : " ") + std::to_string(run.seed);
    });
    return header.ok() ? seeds : std::string(header.status().message());
  }

  fs::path folder_;
};

TEST(ResultsLines, KeepWhatTheyAreGiven) {
  const std::string line = RunLine(SomeRun(9));
  const absl::StatusOr<ResultsLine> parsed = ParseLine(line);
  ASSERT_TRUE(parsed.ok()) << parsed.status().message();
  const auto& run = std::get<reports::RunRecord>(*parsed);
  EXPECT_EQ(RunLine(run), line);
  EXPECT_EQ(run.faults, SomeRun(9).faults);
  EXPECT_EQ(run.sometimes, SomeRun(9).sometimes);
  EXPECT_EQ(run.failure->what, SomeRun(9).failure->what);
  EXPECT_EQ(run.failure->moment.time.ns, -5);
  EXPECT_EQ(run.trace_hash, SomeRun(9).trace_hash);
  EXPECT_EQ(run.ended_ms, 10u);
  EXPECT_TRUE(run.rerun);
  const std::string header = HeaderLine(SomeHeader());
  const absl::StatusOr<ResultsLine> again = ParseLine(header);
  ASSERT_TRUE(again.ok()) << again.status().message();
  EXPECT_EQ(HeaderLine(std::get<CampaignHeader>(*again)), header);
  EXPECT_FALSE(WhyNotTogether(SomeHeader(), std::get<CampaignHeader>(*again)).has_value());
}

TEST(ResultsLines, BytesThatAreNoTextDoNotBreakTheFile) {
  reports::RunRecord run = SomeRun(1);
  run.failure->what = "\xff\xfe\n";
  const std::string line = RunLine(run);
  EXPECT_EQ(line.find('\n'), std::string::npos);
  const absl::StatusOr<ResultsLine> parsed = ParseLine(line);
  ASSERT_TRUE(parsed.ok());
  EXPECT_EQ(RunLine(std::get<reports::RunRecord>(*parsed)), line);
}

TEST(ResultsLines, EveryChangedByteIsNoticed) {
  const std::string line = RunLine(SomeRun(3));
  for (size_t i = 0; i < line.size(); ++i) {
    std::string changed = line;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_TRUE(absl::IsDataLoss(ParseLine(changed).status())) << i;
  }
}

TEST(ResultsLines, WhatDecidesTheRunsHasToBeEqual) {
  const CampaignHeader header = SomeHeader();
  const auto differs = [&](auto change) {
    CampaignHeader other = SomeHeader();
    change(other);
    return WhyNotTogether(header, other).value_or("together");
  };
  EXPECT_EQ(differs([](auto& h) { h.shard.index = 1; }), "together");
  EXPECT_EQ(differs([](auto& h) { h.seeds = 5; }), "together");
  EXPECT_EQ(differs([](auto& h) { h.time_ms.reset(); }), "together");
  EXPECT_NE(differs([](auto& h) { h.build = "b"; }).find("build"), std::string::npos);
  EXPECT_NE(differs([](auto& h) { h.first_seed = 1; }).find("--first-seed"), std::string::npos);
  EXPECT_NE(differs([](auto& h) { h.scenarios.pop_back(); }).find("scenarios: 2"),
            std::string::npos);
  EXPECT_NE(differs([](auto& h) { h.scenarios[1].digest = "3"; }).find("has changed"),
            std::string::npos);
  EXPECT_NE(differs([](auto& h) { h.scenarios[1].path = "c"; }).find("b.textproto, and c"),
            std::string::npos);
  EXPECT_NE(differs([](auto& h) { h.canary_one_in = 0; }).find("--canary"), std::string::npos);
  EXPECT_NE(differs([](auto& h) { h.rerun_one_in = 0; }).find("--rerun"), std::string::npos);
  EXPECT_NE(differs([](auto& h) { h.buggify = ""; }).find("--buggify"), std::string::npos);
  EXPECT_NE(differs([](auto& h) { h.bug = ""; }).find("--bug"), std::string::npos);
  EXPECT_NE(differs([](auto& h) { h.plain = true; }).find("--plain"), std::string::npos);
  EXPECT_NE(differs([](auto& h) { h.shard.count = 4; }).find("shards: 3"), std::string::npos);
}

TEST(ResultsLines, AShardThatThereIsNotIsRefused) {
  for (const Shard& shard : {Shard{0, 3}, Shard{4, 3}, Shard{1, 0}}) {
    CampaignHeader header = SomeHeader();
    header.shard = shard;
    EXPECT_TRUE(absl::IsInvalidArgument(ParseLine(HeaderLine(header)).status())) << shard.index;
  }
  CampaignHeader header = SomeHeader();
  header.scenarios.clear();
  EXPECT_TRUE(absl::IsInvalidArgument(ParseLine(HeaderLine(header)).status()));
}

TEST(ThisProgram, HasABuild) { EXPECT_GE(BuildOfThisProgram().size(), 16u); }

TEST_F(ResultsFileTest, ATornEndIsLeftOutWhereverItIsTorn) {
  Write(3);
  const std::string whole = Bytes();
  const size_t third = whole.rfind('\n', whole.size() - 2) + 1;
  const size_t second = whole.rfind('\n', third - 2) + 1;
  for (size_t length = second; length < whole.size(); length += 3) {
    SetBytes(whole.substr(0, length));
    EXPECT_EQ(Read(), length < third ? "1" : "1 2") << length;
  }
}

TEST_F(ResultsFileTest, ZerosAndLeftoversAtTheEndAreATornEnd) {
  Write(2);
  const std::string whole = Bytes();
  SetBytes(whole + std::string(4096, '\0'));
  EXPECT_EQ(Read(), "1 2");
  SetBytes(whole + "half a line\nanother one\n");
  EXPECT_EQ(Read(), "1 2");
}

TEST_F(ResultsFileTest, WhoeverGoesOnCutsTheTornEndOff) {
  Write(3);
  SetBytes(Bytes().substr(0, Bytes().size() - 5));
  Write(0);
  EXPECT_EQ(Read(), "1 2");
  EXPECT_EQ(Bytes().back(), '\n');
}

TEST_F(ResultsFileTest, DamageBeforeWholeLinesIsNamed) {
  Write(3);
  std::string bytes = Bytes();
  bytes[bytes.find("\"seed\":2")] = '*';
  SetBytes(bytes);
  EXPECT_NE(Read().find("results.jsonl:3: the line's checksum does not match, and line 4"),
            std::string::npos)
      << Read();
  EXPECT_FALSE((*ResultsFile::Open(path()))->Read([](const reports::RunRecord&) {}).ok());
  EXPECT_EQ(Bytes(), bytes) << "nothing is cut off that somebody could mend";
}

TEST_F(ResultsFileTest, OnlyOneProcessWrites) {
  Write(1);
  const auto first = ResultsFile::Open(path());
  ASSERT_TRUE(first.ok());
  const auto second = ResultsFile::Open(path());
  EXPECT_TRUE(absl::IsFailedPrecondition(second.status()));
  EXPECT_NE(second.status().message().find("another campaign"), std::string::npos);
}

TEST_F(ResultsFileTest, ThereHasToBeOne) {
  EXPECT_NE(Read().find("cannot be read"), std::string::npos);
  fs::create_directories(folder_ / "deep");
  SetBytes("");
  EXPECT_NE(Read().find("holds no results"), std::string::npos);
}

}  // namespace
}  // namespace paxosstore::paxsim
