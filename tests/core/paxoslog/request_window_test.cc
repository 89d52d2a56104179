#include "core/paxoslog/request_window.h"

#include <gtest/gtest.h>

#include <map>
#include <vector>

#include "core/base/codec.h"
#include "rapidcheck/gtest.h"

namespace paxosstore {
namespace {

RequestWindow::ClientSlot Slot(uint64_t client, uint64_t sequence, uint64_t entry,
                               std::string answer = "ok") {
  return {ClientId(client), sequence, EntryId(entry), std::move(answer)};
}

ProposalId Proposal(uint32_t node, uint64_t number) {
  return {NodeId(node), Incarnation(1), number};
}

TEST(RequestWindow, RemembersTheNewestRequestOfEachClient) {
  RequestWindow window;
  window.RememberClient(Slot(7, 1, 1, "first"), 8);
  window.RememberClient(Slot(8, 1, 2), 8);
  window.RememberClient(Slot(7, 2, 3, "second"), 8);
  ASSERT_NE(window.FindClient(ClientId(7)), nullptr);
  EXPECT_EQ(*window.FindClient(ClientId(7)), Slot(7, 2, 3, "second"));
  EXPECT_EQ(window.clients().size(), 2u);
  EXPECT_EQ(window.FindClient(ClientId(9)), nullptr);
}

TEST(RequestWindow, AnotherRequestOfTheSameClientForgetsNobody) {
  RequestWindow window;
  window.RememberClient(Slot(1, 1, 1), 1);
  window.RememberClient(Slot(1, 2, 2), 1);
  EXPECT_EQ(window.floor(), EntryId(0));
}

TEST(RequestWindow, IsBoundedAndTheFloorRisesToTheNewestForgottenEntry) {
  RequestWindow window;
  for (uint64_t i = 1; i <= 10; ++i) window.RememberClient(Slot(i, 1, 5 * i), 4);
  EXPECT_EQ(window.clients().size(), 4u);
  EXPECT_EQ(window.clients().front().client, ClientId(7));
  EXPECT_EQ(window.floor(), EntryId(30));
}

TEST(RequestWindow, ASmallerBoundTakesEffectAtOnce) {
  RequestWindow window;
  for (uint64_t i = 1; i <= 4; ++i) window.RememberClient(Slot(i, 1, i), 4);
  window.RememberClient(Slot(5, 1, 5), 2);
  EXPECT_EQ(window.clients().size(), 2u);
  EXPECT_EQ(window.floor(), EntryId(3));
}

TEST(RequestWindow, RequestsOfOneEntryAreForgottenInTheOrderOfRemembering) {
  RequestWindow window;
  for (uint64_t i = 1; i <= 3; ++i) window.RememberClient(Slot(i, 1, 9), 2);
  EXPECT_EQ(window.FindClient(ClientId(1)), nullptr);
  EXPECT_NE(window.FindClient(ClientId(2)), nullptr);
  EXPECT_EQ(window.floor(), EntryId(9));
}

TEST(RequestWindow, RemembersTheNewestProposalOfEachReplica) {
  RequestWindow window;
  window.RememberProposal(Proposal(3, 1));
  window.RememberProposal(Proposal(1, 4));
  window.RememberProposal(Proposal(3, 2));
  ASSERT_NE(window.FindProposer(NodeId(3)), nullptr);
  EXPECT_EQ(*window.FindProposer(NodeId(3)), Proposal(3, 2));
  EXPECT_EQ(*window.FindProposer(NodeId(1)), Proposal(1, 4));
  EXPECT_EQ(window.FindProposer(NodeId(2)), nullptr);
}

TEST(RequestWindow, TheEmptyStringIsTheEmptyWindow) {
  ASSERT_TRUE(RequestWindow::Decode("").ok());
  EXPECT_EQ(*RequestWindow::Decode(""), RequestWindow());
  EXPECT_EQ(*RequestWindow::Decode(RequestWindow().Encode()), RequestWindow());
}

TEST(RequestWindow, RefusesWhatNoEncoderWrites) {
  auto bytes = [](std::vector<uint64_t> numbers, const std::string& rest = "") {
    std::string out;
    for (uint64_t number : numbers) PutVarint(out, number);
    return out + rest;
  };
  const std::vector<std::string> malformed = {
      bytes({0}),                             // no count
      bytes({0, 1}),                          // a proposer is missing
      bytes({0, UINT64_MAX}),                 // many are
      bytes({0, 2, 2, 1, 1, 1, 1, 1}),        // proposers in descending order
      bytes({0, 2, 1, 1, 1, 1, 1, 2}),        // one of them twice
      bytes({0, 1, 1ull << 32, 1, 1}),        // a proposer of more than 32 bits
      bytes({0, 0, 1, 1, 1}),                 // a client without an answer
      bytes({0, 0, 1, 1, 1, 9}, "short"),     // an answer that is cut
      bytes({0, 0, 1, 1, 5, 0, 2, 1, 4, 0}),  // clients in descending order of entries
      bytes({0, 0}, std::string("\x80", 1)),  // an unfinished number
      std::string("\x80\x00\x00", 3),         // an overlong one
  };
  for (const std::string& bad : malformed) {
    EXPECT_FALSE(RequestWindow::Decode(bad).ok()) << testing::PrintToString(bad);
  }
}

// A window after random requests of a few clients, entries ascending; the twin is a plain map.
RC_GTEST_PROP(RequestWindow, AgreesWithAMapAndSurvivesItsEncoding, ()) {
  RequestWindow window;
  std::map<uint64_t, RequestWindow::ClientSlot> twin;
  const auto slots_max = *rc::gen::inRange<size_t>(1, 6);
  const auto steps = *rc::gen::container<std::vector<uint8_t>>(
      rc::gen::resize(100, rc::gen::inRange<uint8_t>(0, 255)));
  uint64_t entry = 0, sequence = 0, floor = 0;
  for (uint8_t step : steps) {
    entry += step % 2;
    const RequestWindow::ClientSlot slot = Slot(1 + (step >> 1) % 8, ++sequence, entry);
    window.RememberClient(slot, slots_max);
    if ((step >> 4) % 3 == 0) window.RememberProposal(Proposal(1 + (step >> 6), sequence));
    twin[slot.client.value()] = slot;
    if (twin.size() > slots_max) {
      auto oldest = twin.begin();
      for (auto at = twin.begin(); at != twin.end(); ++at) {
        if (at->second.sequence < oldest->second.sequence) oldest = at;
      }
      floor = std::max(floor, oldest->second.entry.value());
      twin.erase(oldest);
    }
    RC_ASSERT(window.floor() == EntryId(floor));
    RC_ASSERT(window.clients().size() == twin.size());
    for (const auto& [client, expected] : twin) {
      RC_ASSERT(window.FindClient(ClientId(client)) != nullptr);
      RC_ASSERT(*window.FindClient(ClientId(client)) == expected);
    }
  }
  const absl::StatusOr<RequestWindow> decoded = RequestWindow::Decode(window.Encode());
  RC_ASSERT(decoded.ok());
  RC_ASSERT(*decoded == window);
}

// One byte of a good encoding is changed: either it is refused, or it is the encoding of what it
// says.
RC_GTEST_PROP(RequestWindow, DamagedBytesAreRefusedOrMeanWhatTheySay,
              (uint8_t place, uint8_t byte)) {
  RequestWindow window;
  for (uint64_t i = 1; i <= 5; ++i) {
    window.RememberClient(Slot(i, 200 * i, i, std::string(i, 'x')), 4);
    window.RememberProposal(Proposal(1 + static_cast<uint32_t>(i % 3), i));
  }
  std::string bytes = window.Encode();
  bytes[place % bytes.size()] = static_cast<char>(byte);
  const absl::StatusOr<RequestWindow> decoded = RequestWindow::Decode(bytes);
  if (decoded.ok()) RC_ASSERT(decoded->Encode() == bytes);
}

}  // namespace
}  // namespace paxosstore
