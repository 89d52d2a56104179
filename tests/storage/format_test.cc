// The bytes: the worked example of storage/FORMAT.md, what decodes and what does not.
#include "storage/log/format.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cctype>
#include <fstream>
#include <string>
#include <vector>

#include "storage/log/crc32c.h"
#include "storage/log/entry_codec.h"
#include "storage/log/record.h"
#include "tests/storage/machine.h"

namespace paxosstore::storage {
namespace {

TEST(Crc32c, MatchesThePublishedVectors) {
  EXPECT_EQ(Crc32c(""), 0u);
  EXPECT_EQ(Crc32c("123456789"), 0xE3069283u);
  EXPECT_EQ(Crc32c(std::string(32, '\0')), 0x8A9136AAu);
  EXPECT_EQ(Crc32c(std::string(32, '\xff')), 0x62A8AB43u);
}

RC_GTEST_PROP(Crc32c, InstructionAndTableAgree, (const std::string& bytes)) {
  if (!internal_crc32c::HasHardware()) return;
  RC_ASSERT(internal_crc32c::Hardware(bytes) == internal_crc32c::Table(bytes));
}

// --- The worked example ---

std::string Hex(std::string_view bytes) {
  static const char kDigits[] = "0123456789abcdef";
  std::string hex;
  for (char c : bytes) {
    hex += kDigits[static_cast<uint8_t>(c) >> 4];
    hex += kDigits[static_cast<uint8_t>(c) & 15];
  }
  return hex;
}

// The hex digits of the lines "0080: 8b 47 ...  text" in the page.
std::string HexInThePage() {
  std::ifstream page("storage/FORMAT.md");
  EXPECT_TRUE(page.is_open()) << "run from the source root";
  std::string line, hex;
  while (std::getline(page, line)) {
    if (line.size() < 6 || line[4] != ':' || line[5] != ' ') continue;
    const std::string digits = line.substr(6, 47);
    for (char c : digits) {
      if (std::isxdigit(static_cast<unsigned char>(c))) hex += c;
    }
  }
  return hex;
}

TEST(Format, TheWorkedExampleIsWhatTheStoreWrites) {
  Machine machine(1);
  ASSERT_TRUE(machine.Open().ok());
  auto value = std::make_shared<Value>();
  value->id = {NodeId(2), Incarnation(1), 7};
  value->live_keys = 1;
  value->window = "w";
  value->payload = "hello";
  ASSERT_TRUE(machine.WriteDurably(Accept("k", 1, {1, NodeId(2)}, value)).ok());
  ASSERT_TRUE(machine.WriteDurably(Promise("k", 2, {3, NodeId(1)}, true)).ok());
  const std::string bytes = *machine.disk().DurableContents("log-000001", 0, 400);
  EXPECT_EQ(HexInThePage(), Hex(bytes));
}

// --- Headers ---

template <typename Decode>
void ExpectEveryFlippedBitIsSeen(std::string bytes, Decode decode) {
  ASSERT_TRUE(decode(bytes));
  for (size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << bit % 8));
    EXPECT_FALSE(decode(bytes)) << "bit " << bit;
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << bit % 8));
  }
  EXPECT_FALSE(decode(bytes.substr(1)));
}

constexpr LogMark kMark{0x1122334455667788};

GroupHeader SomeGroup() {
  GroupHeader header;
  header.payload_crc = 1;
  header.payload_length = 2;
  header.records = 3;
  header.first = Sequence(4);
  header.durable_upto = Sequence(5);
  header.incarnation = Incarnation(6);
  header.segment = SegmentNumber(7);
  header.offset = 8;
  header.oldest = SegmentNumber(9);
  return header;
}

TEST(Format, HeadersComeBackAndEveryFlippedBitIsSeen) {
  std::string bytes(kHeaderBytes, '\0');
  EncodeGroupHeader(SomeGroup(), kMark, bytes.data());
  EXPECT_EQ(DecodeGroupHeader(bytes, kMark), SomeGroup());
  ExpectEveryFlippedBitIsSeen(
      bytes, [](const std::string& b) { return DecodeGroupHeader(b, kMark).has_value(); });

  const SegmentHeader segment{SegmentNumber(1), SegmentNumber(2), Sequence(3), Incarnation(4)};
  EncodeSegmentHeader(segment, kMark, bytes.data());
  EXPECT_EQ(DecodeSegmentHeader(bytes, kMark), segment);
  ExpectEveryFlippedBitIsSeen(
      bytes, [](const std::string& b) { return DecodeSegmentHeader(b, kMark).has_value(); });

  EncodeSlotHeader({kMark, 17}, bytes.data());
  ASSERT_TRUE(DecodeSlotHeader(bytes).has_value());
  EXPECT_EQ(DecodeSlotHeader(bytes)->slot, 17u);
  ExpectEveryFlippedBitIsSeen(bytes,
                              [](const std::string& b) { return DecodeSlotHeader(b).has_value(); });
}

TEST(Format, AHeaderOfOneKindOrLogDoesNotPassForAnother) {
  std::string bytes(kHeaderBytes, '\0');
  EncodeGroupHeader(SomeGroup(), kMark, bytes.data());
  EXPECT_FALSE(DecodeSegmentHeader(bytes, kMark).has_value());
  EXPECT_FALSE(DecodeSlotHeader(bytes).has_value());
  EXPECT_FALSE(DecodeGroupHeader(bytes, LogMark(1)).has_value());
}

TEST(Format, SlotNamesComeBackAndNothingElseIsOne) {
  EXPECT_EQ(SlotName(17), "log-000017");
  EXPECT_EQ(ParseSlotName("log-000017"), 17u);
  EXPECT_EQ(ParseSlotName(SlotName(12'345'678)), 12'345'678u);
  EXPECT_EQ(ParseUnfinishedSlotName("new-000001"), 1u);
  for (const char* name : {"", "log-", "log-17", "log-00001x", "log-0000017", "new-000001"}) {
    EXPECT_FALSE(ParseSlotName(name).has_value()) << name;
  }
}

// --- Records ---

TEST(Record, EveryFlippedBitIsSeen) {
  std::string bytes;
  AppendRecord(RecordType::kChosen, "some payload", {SegmentNumber(1), 128}, bytes);
  const Location at{SegmentNumber(1), 128, static_cast<uint32_t>(bytes.size())};
  ExpectEveryFlippedBitIsSeen(
      bytes, [&](const std::string& b) { return DecodeRecord(b, at).has_value(); });
}

TEST(Record, AWholeRecordInAnotherPlaceIsRefused) {
  std::string bytes;
  AppendRecord(RecordType::kChosen, "some payload", {SegmentNumber(1), 128}, bytes);
  const auto length = static_cast<uint32_t>(bytes.size());
  EXPECT_TRUE(DecodeRecord(bytes, {SegmentNumber(1), 128, length}).has_value());
  EXPECT_FALSE(DecodeRecord(bytes, {SegmentNumber(1), 640, length}).has_value());
  EXPECT_FALSE(DecodeRecord(bytes, {SegmentNumber(2), 128, length}).has_value());
}

RC_GTEST_PROP(Record, TheCursorNeverReadsPastItsBytes, (const std::string& bytes)) {
  RecordCursor cursor(bytes, SegmentNumber(1), 128);
  size_t seen = 0;
  while (std::optional<RecordView> record = cursor.Next()) seen += record->location.length;
  RC_ASSERT(seen <= bytes.size());
}

RC_GTEST_PROP(EntryCodec, MalformedBytesAreRefusedWithoutHarm, (const std::string& bytes)) {
  const std::optional<StateRecord> state = DecodeState(bytes);
  if (!state.has_value()) return;
  std::string again;
  EncodeState(*state, again);
  RC_ASSERT(DecodeState(again).has_value());
}

TEST(EntryCodec, EveryPrefixOfARecordIsMalformed) {
  const ValuePtr value = MakeValue(1, "payload");
  StateRecord state;
  state.object = "object";
  state.chosen = EntryId(4);
  state.chosen_value = {StoredValue::Where::kElsewhere, 3, {}, nullptr, {SegmentNumber(9), 8, 7}};
  state.promised = {5, NodeId(2)};
  state.accepted = {5, NodeId(1)};
  state.accepted_value.where = StoredValue::Where::kInside;
  state.accepted_value.value = value.get();
  std::string bytes;
  EncodeState(state, bytes);
  for (size_t length = 0; length < bytes.size(); ++length) {
    EXPECT_FALSE(DecodeState(std::string_view(bytes).substr(0, length)).has_value()) << length;
  }
  const std::optional<StateRecord> found = DecodeState(bytes);
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->object, "object");
  EXPECT_EQ(found->chosen, EntryId(4));
  EXPECT_EQ(found->chosen_value.elsewhere, (Location{SegmentNumber(9), 8, 7}));
  EXPECT_EQ((*DecodeValue(*InsideValue(*found, EntryId(5))))->payload, "payload");
  EXPECT_FALSE(InsideValue(*found, EntryId(4)).has_value());
}

TEST(EntryCodec, AStateThatBreaksAnInvariantIsRefused) {
  StateRecord state;
  state.object = "o";
  state.promised = {1, NodeId(1)};
  std::string bytes;
  EncodeState(state, bytes);
  EXPECT_TRUE(DecodeState(bytes).has_value());
  bytes.clear();
  state.accepted = {1, NodeId(1)};  // without a value
  EncodeState(state, bytes);
  EXPECT_FALSE(DecodeState(bytes).has_value());
  bytes.clear();
  state.accepted_value = {StoredValue::Where::kElsewhere, 0, {}, nullptr, {SegmentNumber(1), 2, 3}};
  state.promised = Ballot();  // below what was accepted
  EncodeState(state, bytes);
  EXPECT_FALSE(DecodeState(bytes).has_value());
}

}  // namespace
}  // namespace paxosstore::storage
