#include <gtest/gtest.h>

#include <cstring>
#include <string>
#include <vector>

#include "net/wire/codec.h"
#include "net/wire/frame.h"
#include "net/wire/wire.pb.h"
#include "rapidcheck/gtest.h"

namespace paxosstore::net {
namespace {

ValuePtr SomeValue(uint32_t proposer, std::string payload) {
  auto value = std::make_shared<Value>();
  value->id = {NodeId(proposer), Incarnation(7), 42};
  value->live_keys = 3;
  value->window = std::string("w\0w", 3);
  value->payload = std::move(payload);
  return value;
}

const Ballot kLow{0, NodeId(1)};
const Ballot kHigh{4, NodeId(3)};

// One message of every kind, each with every field set, and the empty ones.
std::vector<Message> AllKinds() {
  // Field by field: g++ 12 warns falsely about nested initialisers here.
  PaxosMessage paxos;
  paxos.object = "obj{e}\xff";
  paxos.entry = EntryId(9);
  paxos.state = {kHigh, kLow, SomeValue(1, "v1")};
  paxos.view = {kHigh, kLow, nullptr};
  paxos.proposal = SentState{kHigh, kHigh, SomeValue(2, "v2")};
  paxos.chosen = SentChosen{EntryId(8), kLow, SomeValue(3, std::string(1000, 'z'))};
  ReadReply reply;
  reply.object = "k";
  reply.round = 77;
  reply.chosen = EntryId(5);
  reply.pending = {kHigh, kLow, nullptr};
  reply.newer = SentChosen{EntryId(5), Ballot{}, SomeValue(1, "")};
  std::vector<Message> all;
  all.emplace_back(paxos);
  all.emplace_back(ReadQuery{"k", 1, EntryId(2)});
  all.emplace_back(reply);
  all.emplace_back(SweepDigest{"a", "z", {{"b", EntryId(1)}, {"c", EntryId(1ull << 60)}}});
  all.emplace_back(ListQuery{UINT64_MAX, "after"});
  all.emplace_back(ListReply{3, {"x", "", "y"}, true});
  all.emplace_back(PaxosMessage{});
  all.emplace_back(ReadQuery{});
  all.emplace_back(ReadReply{});
  all.emplace_back(SweepDigest{});
  all.emplace_back(ListQuery{});
  all.emplace_back(ListReply{});
  return all;
}

bool Same(const SentChosen& a, const SentChosen& b) {
  return a.entry == b.entry && a.ballot == b.ballot && SameValue(a.value, b.value) &&
         (a.value == nullptr ||
          (a.value->payload == b.value->payload && a.value->window == b.value->window &&
           a.value->live_keys == b.value->live_keys));
}
bool Same(const std::optional<SentChosen>& a, const std::optional<SentChosen>& b) {
  return a.has_value() == b.has_value() && (!a.has_value() || Same(*a, *b));
}
bool Same(const PaxosMessage& a, const PaxosMessage& b) {
  return a.object == b.object && a.entry == b.entry && a.state == b.state && a.view == b.view &&
         a.proposal == b.proposal && Same(a.chosen, b.chosen);
}
bool Same(const ReadQuery& a, const ReadQuery& b) {
  return a.object == b.object && a.round == b.round && a.chosen == b.chosen;
}
bool Same(const ReadReply& a, const ReadReply& b) {
  return a.object == b.object && a.round == b.round && a.chosen == b.chosen &&
         a.pending == b.pending && Same(a.newer, b.newer);
}
bool Same(const SweepDigest& a, const SweepDigest& b) {
  auto same_item = [](const auto& x, const auto& y) {
    return x.object == y.object && x.chosen == y.chosen;
  };
  return a.after == b.after && a.upto == b.upto &&
         std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), same_item);
}
bool Same(const ListQuery& a, const ListQuery& b) {
  return a.round == b.round && a.after == b.after;
}
bool Same(const ListReply& a, const ListReply& b) {
  return a.round == b.round && a.objects == b.objects && a.finished == b.finished;
}
bool Same(const Message& a, const Message& b) {
  return a.body.index() == b.body.index() &&
         std::visit(
             [&b](const auto& body) {
               return Same(body, std::get<std::decay_t<decltype(body)>>(b.body));
             },
             a.body);
}

// The payloads of all whole frames in `bytes`, which must be well-formed.
std::vector<std::string> Payloads(std::string_view bytes) {
  FrameReader reader;
  std::vector<std::string> payloads;
  for (;;) {
    auto next = reader.Next();
    EXPECT_TRUE(next.ok()) << next.status().message();
    if (!next.ok()) return payloads;
    if (next->has_value()) {
      payloads.emplace_back(**next);
      continue;
    }
    if (bytes.empty()) return payloads;
    const size_t n = std::min(bytes.size(), reader.Space().size());
    std::memcpy(reader.Space().data(), bytes.data(), n);
    reader.Fill(n);
    bytes.remove_prefix(n);
  }
}

std::string Frames(FrameWriter& writer) {
  std::string out;
  writer.Take(&out);
  return out;
}

std::string ErrorOf(const std::string& payload) {
  PacketReader reader;
  DecodedPacket packet;
  return std::string(reader.Decode(payload, &packet).message());
}

TEST(CodecTest, EveryKindOfMessageSurvivesTheTripInOneFrame) {
  FrameWriter writer;
  const std::vector<Message> sent = AllKinds();
  for (const Message& message : sent) ASSERT_TRUE(writer.Add(message));
  const std::vector<std::string> payloads = Payloads(Frames(writer));
  ASSERT_EQ(payloads.size(), 1u);
  PacketReader reader;
  DecodedPacket packet;
  ASSERT_TRUE(reader.Decode(payloads[0], &packet).ok());
  EXPECT_FALSE(packet.hello.has_value());
  ASSERT_EQ(packet.messages.size(), sent.size());
  for (size_t i = 0; i < sent.size(); ++i) EXPECT_TRUE(Same(*packet.messages[i], sent[i])) << i;
}

// The writer and the reader reuse their scratch objects: nothing of one message may show in the
// next.
TEST(CodecTest, ReusedBuffersLeakNothingIntoTheNextMessage) {
  FrameWriter writer;
  PacketReader reader;
  const std::vector<Message> all = AllKinds();
  for (size_t a = 0; a < all.size(); ++a) {
    for (size_t b = 0; b < all.size(); ++b) {
      for (size_t i : {a, b}) {
        ASSERT_TRUE(writer.Add(all[i]));
        DecodedPacket packet;
        ASSERT_TRUE(reader.Decode(Payloads(Frames(writer)).at(0), &packet).ok());
        ASSERT_EQ(packet.messages.size(), 1u);
        EXPECT_TRUE(Same(*packet.messages[0], all[i])) << a << " then " << b;
      }
    }
  }
}

TEST(CodecTest, HelloHasAFrameOfItsOwn) {
  FrameWriter writer;
  const Hello hello{0xfeedfacecafebeef, NodeId(3), ShardId(1), Incarnation(12), "because"};
  ASSERT_TRUE(writer.Add(AllKinds()[1]));
  writer.AddHello(hello);
  ASSERT_TRUE(writer.Add(AllKinds()[4]));
  writer.AddHeartbeat();
  const std::vector<std::string> payloads = Payloads(Frames(writer));
  ASSERT_EQ(payloads.size(), 4u);
  PacketReader reader;
  DecodedPacket packet;
  ASSERT_TRUE(reader.Decode(payloads[1], &packet).ok());
  EXPECT_EQ(packet.hello, hello);
  EXPECT_TRUE(packet.messages.empty());
  ASSERT_TRUE(reader.Decode(payloads[3], &packet).ok());
  EXPECT_FALSE(packet.hello.has_value());
  EXPECT_TRUE(packet.messages.empty());
}

TEST(CodecTest, LongRunsOfMessagesAreCutIntoSeveralFrames) {
  FrameWriter writer;
  PaxosMessage big;
  big.state = {kHigh, kHigh, SomeValue(1, std::string(100'000, 'b'))};
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(writer.Add(Message(big)));
  const std::vector<std::string> payloads = Payloads(Frames(writer));
  EXPECT_EQ(payloads.size(), 5u);
  size_t messages = 0;
  for (const std::string& payload : payloads) {
    PacketReader reader;
    DecodedPacket packet;
    ASSERT_TRUE(reader.Decode(payload, &packet).ok());
    messages += packet.messages.size();
  }
  EXPECT_EQ(messages, 10u);
}

TEST(CodecTest, MessageLongerThanAFrameIsRefusedAndLeavesNoTrace) {
  FrameWriter writer;
  ListQuery huge;
  huge.after.assign(kFramePayloadMax, 'x');
  EXPECT_FALSE(writer.Add(Message(huge)));
  EXPECT_EQ(writer.bytes(), 0u);
  ASSERT_TRUE(writer.Add(AllKinds()[0]));
  EXPECT_EQ(Payloads(Frames(writer)).size(), 1u);
}

TEST(CodecTest, MalformedPacketsSayWhatIsWrong) {
  EXPECT_EQ(ErrorOf("\xff\xff\xff"), "malformed packet");
  wire::Packet packet;
  packet.add_messages()->mutable_list_query();
  packet.add_messages();
  EXPECT_EQ(ErrorOf(packet.SerializeAsString()), "message 1: not exactly one known body");
  *packet.mutable_messages(1) = packet.messages(0);
  packet.mutable_messages(1)->mutable_read_query();
  EXPECT_EQ(ErrorOf(packet.SerializeAsString()), "message 1: not exactly one known body");
  packet.mutable_messages(1)->clear_list_query();
  packet.mutable_messages(1)->clear_read_query();
  wire::PaxosMessage& paxos = *packet.mutable_messages(1)->mutable_paxos();
  paxos.mutable_state()->set_value("x");
  EXPECT_EQ(ErrorOf(packet.SerializeAsString()), "message 1: value without an accepted ballot");
  paxos.mutable_state()->mutable_accepted()->set_replica(1);
  EXPECT_EQ(ErrorOf(packet.SerializeAsString()),
            "message 1: accepted ballot above the promised one");
  *paxos.mutable_state()->mutable_promised() = paxos.state().accepted();
  EXPECT_EQ(ErrorOf(packet.SerializeAsString()), "message 1: value: malformed encoding");
  paxos.mutable_state()->clear_value();
  paxos.mutable_chosen()->set_entry(4);
  EXPECT_EQ(ErrorOf(packet.SerializeAsString()),
            "message 1: chosen entry with neither ballot nor value");
  paxos.mutable_chosen()->mutable_ballot()->set_replica(2);
  EXPECT_EQ(ErrorOf(packet.SerializeAsString()), "");
  paxos.mutable_chosen()->set_entry(0);
  EXPECT_EQ(ErrorOf(packet.SerializeAsString()), "message 1: chosen entry 0");
}

// What a newer node may add is skipped, not refused.
TEST(CodecTest, UnknownFieldsAreIgnored) {
  FrameWriter writer;
  ASSERT_TRUE(writer.Add(AllKinds()[1]));
  std::string payload = Payloads(Frames(writer)).at(0);
  payload += "\xfa\x01\x02hi";  // field 31, length-delimited
  PacketReader reader;
  DecodedPacket packet;
  ASSERT_TRUE(reader.Decode(payload, &packet).ok());
  EXPECT_EQ(packet.messages.size(), 1u);
}

// A payload with a right checksum but damaged contents: any outcome but a crash.
TEST(CodecTest, NoMutationOfAPacketCrashesTheDecoder) {
  FrameWriter writer;
  for (const Message& message : AllKinds()) ASSERT_TRUE(writer.Add(message));
  const std::string good = Payloads(Frames(writer)).at(0);
  PacketReader reader;
  DecodedPacket packet;
  size_t refused = 0;
  for (size_t at = 0; at < good.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string bad = good;
      bad[at] = static_cast<char>(bad[at] ^ (1 << bit));
      refused += reader.Decode(bad, &packet).ok() ? 0u : 1u;
    }
    refused += reader.Decode(good.substr(0, at), &packet).ok() ? 0u : 1u;
  }
  EXPECT_GT(refused, good.size() / 2);
}

RC_GTEST_PROP(CodecTest, NoBytesCrashTheDecoder, (const std::string& bytes)) {
  PacketReader reader;
  DecodedPacket packet;
  absl::Status ignored = reader.Decode(bytes, &packet);
  (void)ignored;
}

}  // namespace
}  // namespace paxosstore::net
