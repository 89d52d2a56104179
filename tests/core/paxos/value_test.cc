#include "core/paxos/value.h"

#include <gtest/gtest.h>

#include "core/paxos/acceptor_state.h"
#include "core/paxos/ballot.h"
#include "rapidcheck/gtest.h"
#include "tests/core/paxos/paxos_fixture.h"

namespace paxosstore {
namespace {

TEST(Ballot, IsOrderedByRoundThenReplica) {
  EXPECT_LT(B(), B(0, 1));
  EXPECT_LT(B(0, 1), B(0, 2));
  EXPECT_LT(B(0, 5), B(1, 1));
  EXPECT_LT(B(1, 5), B(2, 1));
}

TEST(Ballot, TheFastBallotIsBelowEveryOrdinaryOne) {
  EXPECT_LT(FastBallot(NodeId(5)), B(1, 1));
  EXPECT_FALSE(FastBallot(NodeId(1)).IsNone());
}

TEST(Ballot, PrintsRoundAndReplica) {
  EXPECT_EQ(ToString(B(3, 2)), "3.2");
  EXPECT_EQ(ToString(B()), "-");
}

TEST(AcceptorState, Prints) {
  EXPECT_EQ(ToString(State(B(3, 2), B(1, 1), V(4))), "m=3.2 n=1.1 v=1/1/4");
  EXPECT_EQ(ToString(State(B())), "m=- n=- v=-");
}

TEST(Value, IsTheSameIffItIsTheSameProposal) {
  EXPECT_TRUE(SameValue(V(1), V(1)));
  EXPECT_FALSE(SameValue(V(1), V(2)));
  EXPECT_FALSE(SameValue(V(1), nullptr));
  EXPECT_TRUE(SameValue(nullptr, nullptr));
}

TEST(Value, RefusesNumbersThatDoNotFit) {
  Value value;
  value.id = {NodeId(1), Incarnation(1), 1};
  std::string bytes;
  EncodeValue(value, bytes);
  ASSERT_EQ(bytes[0], 1);
  // A proposer of more than 32 bits must not be taken for another replica.
  const std::string wide = std::string("\x81\x80\x80\x80\x10", 5) + bytes.substr(1);
  EXPECT_FALSE(DecodeValue(wide).ok());
}

ValuePtr Arbitrary(uint32_t node, uint64_t incarnation, uint64_t number, uint32_t live,
                   const std::string& window, const std::string& payload) {
  auto value = std::make_shared<Value>();
  value->id = {NodeId(node), Incarnation(incarnation), number};
  value->live_keys = live;
  value->window = window;
  value->payload = payload;
  return value;
}

RC_GTEST_PROP(Value, WhatIsEncodedIsDecoded,
              (uint32_t node, uint64_t incarnation, uint64_t number, uint32_t live,
               std::string window, std::string payload)) {
  std::string bytes;
  EncodeValue(*Arbitrary(node, incarnation, number, live, window, payload), bytes);
  absl::StatusOr<ValuePtr> decoded = DecodeValue(bytes);
  RC_ASSERT(decoded.ok());
  RC_ASSERT((*decoded)->id == (ProposalId{NodeId(node), Incarnation(incarnation), number}));
  RC_ASSERT((*decoded)->live_keys == live);
  RC_ASSERT((*decoded)->window == window);
  RC_ASSERT((*decoded)->payload == payload);
}

RC_GTEST_PROP(Value, NoPrefixAndNoLongerStringIsAValue,
              (uint64_t number, std::string window, std::string payload, size_t cut)) {
  std::string bytes;
  EncodeValue(*Arbitrary(3, 1, number, 0, window, payload), bytes);
  RC_ASSERT(!DecodeValue(std::string_view(bytes).substr(0, cut % bytes.size())).ok());
  RC_ASSERT(!DecodeValue(bytes + "x").ok());
}

}  // namespace
}  // namespace paxosstore
