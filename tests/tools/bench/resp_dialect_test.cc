#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "tools/bench/load/dialect.h"

namespace paxosstore::bench {
namespace {

class RespDialectTest : public testing::Test {
 protected:
  std::string Ask(Op op) {
    std::string out;
    dialect_->Ask({op, 7}, out);
    return out;
  }
  absl::Status Take(std::string_view bytes) {
    std::string out;
    return dialect_->Take(bytes, out, [this](Outcome outcome, std::string_view text) {
      answers_.emplace_back(outcome, std::string(text));
    });
  }
  // The only answer so far.
  std::pair<Outcome, std::string> Answer(Op op, std::string_view bytes) {
    Ask(op);
    EXPECT_TRUE(Take(bytes).ok());
    EXPECT_EQ(answers_.size(), 1u);
    return answers_.empty() ? std::pair{Outcome::kError, std::string()} : answers_.front();
  }

  Values values_{5};
  std::unique_ptr<Dialect> dialect_ = MakeRespDialect(values_);
  std::vector<std::pair<Outcome, std::string>> answers_;
};

TEST_F(RespDialectTest, RequestsAreArraysOfBulkStrings) {
  EXPECT_EQ(Ask(Op::kGet), "*2\r\n$3\r\nGET\r\n$16\r\nkey:000000000007\r\n");
  EXPECT_EQ(Ask(Op::kIncr), "*2\r\n$4\r\nINCR\r\n$16\r\ncnt:000000000007\r\n");
  EXPECT_EQ(Ask(Op::kSet), "*3\r\n$3\r\nSET\r\n$16\r\nkey:000000000007\r\n$5\r\n00000\r\n");
}

TEST_F(RespDialectTest, AnErrorAnswerIsAnErrorWithItsOwnWords) {
  const auto answer = Answer(Op::kSet, "-BUSY too much to do\r\n");
  EXPECT_EQ(answer.first, Outcome::kError);
  EXPECT_EQ(answer.second, "BUSY too much to do");
}

TEST_F(RespDialectTest, AMissingKeyIsAbsentInBothVersionsOfTheProtocol) {
  EXPECT_EQ(Answer(Op::kGet, "$-1\r\n").first, Outcome::kAbsent);
  answers_.clear();
  EXPECT_EQ(Answer(Op::kGet, "_\r\n").first, Outcome::kAbsent);
}

TEST_F(RespDialectTest, AnswersThatDoNotFitTheirCommandAreErrors) {
  const std::vector<std::pair<Op, std::string>> wrong = {
      {Op::kSet, ":1\r\n"},  {Op::kSet, "$-1\r\n"},          {Op::kSet, "+QUEUED\r\n"},
      {Op::kGet, "+OK\r\n"}, {Op::kGet, "$4\r\nabcd\r\n"},   {Op::kIncr, "+OK\r\n"},
      {Op::kGet, ":1\r\n"},  {Op::kIncr, "$5\r\nabcde\r\n"},
  };
  for (const auto& [op, bytes] : wrong) {
    answers_.clear();
    EXPECT_EQ(Answer(op, bytes).first, Outcome::kError) << bytes;
  }
}

TEST_F(RespDialectTest, AnswersMayArriveInPiecesCutAnywhere) {
  const std::string all = "+OK\r\n$5\r\na\r\nbc\r\n:12\r\n-ERR no\r\n";
  for (size_t cut = 0; cut <= all.size(); ++cut) {
    answers_.clear();
    for (const Op op : {Op::kSet, Op::kGet, Op::kIncr, Op::kGet}) Ask(op);
    ASSERT_TRUE(Take(all.substr(0, cut)).ok());
    ASSERT_TRUE(Take(all.substr(cut)).ok());
    ASSERT_EQ(answers_.size(), 4u) << "cut at " << cut;
    EXPECT_EQ(answers_[0].first, Outcome::kDone);
    EXPECT_EQ(answers_[1].first, Outcome::kDone);
    EXPECT_EQ(answers_[2].first, Outcome::kDone);
    EXPECT_EQ(answers_[3].second, "ERR no");
  }
}

TEST_F(RespDialectTest, WhatIsNoAnswerEndsTheConnection) {
  EXPECT_FALSE(Take("+OK\r\n").ok()) << "nobody asked";
  Ask(Op::kGet);
  EXPECT_FALSE(Take("$many\r\n").ok());
}

}  // namespace
}  // namespace paxosstore::bench
