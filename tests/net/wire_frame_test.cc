#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include "net/wire/crc32c.h"
#include "net/wire/frame.h"
#include "rapidcheck/gtest.h"

namespace paxosstore::net {
namespace {

std::string FrameOf(std::string_view payload, uint16_t version = kProtocolVersion) {
  std::string frame(kFrameHeaderBytes, '\0');
  frame += payload;
  SealFrame(frame, 0, version);
  return frame;
}

void Feed(FrameReader& reader, std::string_view bytes) {
  while (!bytes.empty()) {
    std::span<char> space = reader.Space();
    ASSERT_FALSE(space.empty());
    const size_t n = std::min(space.size(), bytes.size());
    std::memcpy(space.data(), bytes.data(), n);
    reader.Fill(n);
    bytes.remove_prefix(n);
  }
}

// "payload" of every whole frame, then "wait" or "error: ...".
std::vector<std::string> Drain(FrameReader& reader) {
  std::vector<std::string> seen;
  for (;;) {
    auto next = reader.Next();
    if (!next.ok()) {
      seen.push_back("error: " + std::string(next.status().message()));
      return seen;
    }
    if (!next->has_value()) {
      seen.push_back("wait");
      return seen;
    }
    seen.emplace_back(**next);
  }
}

std::vector<std::string> ReadAll(std::string_view bytes) {
  FrameReader reader;
  Feed(reader, bytes);
  return Drain(reader);
}

TEST(Crc32cTest, HasThePublishedCheckValue) {
  EXPECT_EQ(Crc32c("123456789"), 0xE3069283u);
  EXPECT_EQ(internal_crc32c::Portable("123456789"), 0xE3069283u);
  EXPECT_EQ(Crc32c(""), 0u);
}

RC_GTEST_PROP(Crc32cTest, InstructionAgreesWithItsTwin, (const std::string& bytes)) {
  RC_ASSERT(Crc32c(bytes) == internal_crc32c::Portable(bytes));
}

TEST(FrameTest, HeaderIsTheDocumentedBytes) {
  EXPECT_EQ(FrameOf("abc"), std::string("PSX1"
                                        "\x01\x00"
                                        "\x00\x00"
                                        "\x03\x00\x00\x00"
                                        "\xB7\x3F\x4B\x36"
                                        "\x63\x75\x77\xD4"
                                        "abc",
                                        23));
}

TEST(FrameTest, SeveralFramesOfOneReadComeInOrder) {
  EXPECT_EQ(ReadAll(FrameOf("one") + FrameOf("") + FrameOf("three")),
            (std::vector<std::string>{"one", "", "three", "wait"}));
}

TEST(FrameTest, EveryFlippedByteIsDetected) {
  const std::string good = FrameOf("one") + FrameOf("two, the victim");
  const size_t start = FrameOf("one").size();
  for (size_t at = start; at < good.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string bad = good;
      bad[at] = static_cast<char>(bad[at] ^ (1 << bit));
      const std::vector<std::string> seen = ReadAll(bad);
      ASSERT_EQ(seen.size(), 2u) << "byte " << at << " bit " << bit;
      EXPECT_EQ(seen[0], "one");
      EXPECT_EQ(seen[1].rfind("error: frame at offset 23: ", 0), 0u) << seen[1];
    }
  }
}

TEST(FrameTest, AnyTruncationWaitsAndTheRestCompletesIt) {
  const std::string whole = FrameOf("first") + FrameOf("second");
  for (size_t cut = 0; cut <= whole.size(); ++cut) {
    FrameReader reader;
    Feed(reader, std::string_view(whole).substr(0, cut));
    std::vector<std::string> seen = Drain(reader);
    ASSERT_EQ(seen.back(), "wait") << "cut at " << cut;
    seen.pop_back();
    Feed(reader, std::string_view(whole).substr(cut));
    for (const std::string& later : Drain(reader)) seen.push_back(later);
    EXPECT_EQ(seen, (std::vector<std::string>{"first", "second", "wait"})) << "cut at " << cut;
  }
}

TEST(FrameTest, ErrorsSayWhatAndWhere) {
  std::string flipped = FrameOf("payload");
  flipped.back() ^= 1;
  EXPECT_EQ(ReadAll(FrameOf("one") + flipped).back(),
            "error: frame at offset 23: checksum mismatch");
  EXPECT_EQ(ReadAll("GET / HTTP/1.1\r\nHost: x\r\n").back(),
            "error: frame at offset 0: bad magic, this is not a frame");
  EXPECT_EQ(ReadAll(FrameOf("x", 7)).back(),
            "error: frame at offset 0: protocol version 7, this node speaks 1");
}

TEST(FrameTest, ErrorIsForEver) {
  FrameReader reader;
  Feed(reader, std::string(kFrameHeaderBytes, 'x'));
  EXPECT_FALSE(reader.Next().ok());
  Feed(reader, FrameOf("good"));
  EXPECT_FALSE(reader.Next().ok());
}

// A header that is right in itself but claims more than the limit.
TEST(FrameTest, LengthBeyondTheLimitIsRefusedAtTheHeader) {
  std::string header = FrameOf("");
  const uint32_t length = static_cast<uint32_t>(kFramePayloadMax) + 1;
  for (int i = 0; i < 4; ++i) header[8 + i] = static_cast<char>(length >> (8 * i));
  const uint32_t crc = Crc32c(std::string_view(header).substr(0, 16));
  for (int i = 0; i < 4; ++i) header[16 + i] = static_cast<char>(crc >> (8 * i));
  EXPECT_EQ(ReadAll(header).back(),
            "error: frame at offset 0: length 268435457 exceeds the limit of 268435456");
}

TEST(FrameTest, MemoryFollowsWhatArrivedNotWhatAHeaderClaims) {
  std::string claim(kFrameHeaderBytes + (size_t{64} << 20), 'v');
  SealFrame(claim, 0);
  FrameReader reader;
  Feed(reader, std::string_view(claim).substr(0, 100'000));
  EXPECT_EQ(Drain(reader).back(), "wait");
  EXPECT_LT(reader.Space().size(), 300'000u);
  Feed(reader, std::string_view(claim).substr(100'000));
  auto next = reader.Next();
  ASSERT_TRUE(next.ok());
  ASSERT_TRUE(next->has_value());
  EXPECT_EQ((*next)->size(), size_t{64} << 20);
  EXPECT_EQ(Drain(reader).back(), "wait");
  EXPECT_LT(reader.Space().size(), 300'000u) << "the large buffer is given back";
}

RC_GTEST_PROP(FrameTest, AnySplitOfAnyFramesGivesTheSamePayloads,
              (const std::vector<std::string>& payloads, const std::vector<uint16_t>& cuts)) {
  std::string stream;
  for (const std::string& payload : payloads) stream += FrameOf(payload);
  FrameReader reader;
  std::vector<std::string> seen;
  std::string_view rest = stream;
  auto take = [&](size_t n) {
    Feed(reader, rest.substr(0, n));
    rest.remove_prefix(std::min(n, rest.size()));
    for (std::string& s : Drain(reader)) seen.push_back(std::move(s));
    RC_ASSERT(seen.back() == "wait");
    seen.pop_back();
  };
  for (uint16_t cut : cuts) take(cut % 64);
  take(rest.size());
  RC_ASSERT(seen == payloads);
}

RC_GTEST_PROP(FrameTest, NoBytesCrashTheReader, (const std::string& bytes)) {
  ReadAll(bytes);
  ReadAll(FrameOf("x").substr(0, 16) + bytes);
}

}  // namespace
}  // namespace paxosstore::net
