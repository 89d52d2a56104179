#include "core/base/codec.h"

#include <gtest/gtest.h>

#include <vector>

#include "rapidcheck/gtest.h"

namespace paxosstore {
namespace {

std::string VarintOf(uint64_t value) {
  std::string out;
  PutVarint(out, value);
  return out;
}

TEST(Codec, FixedNumbersAreLittleEndian) {
  std::string out;
  PutFixed32(out, 0x04030201);
  PutFixed64(out, 0x0c0b0a0908070605);
  EXPECT_EQ(out, "\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c");
}

TEST(Codec, VarintsHaveTheKnownBytes) {
  struct Case {
    uint64_t value;
    std::string bytes;
  };
  const std::vector<Case> cases = {
      {0, std::string(1, '\0')},
      {1, "\x01"},
      {127, "\x7f"},
      {128, std::string("\x80\x01", 2)},
      {300, std::string("\xac\x02", 2)},
      {UINT64_MAX, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(VarintOf(c.value), c.bytes);
    Decoder in(c.bytes);
    EXPECT_EQ(in.Varint(), c.value);
    EXPECT_TRUE(in.Finished());
  }
}

TEST(Codec, RefusesVarintsThatNoEncoderWrites) {
  const std::vector<std::string> malformed = {
      "",                                          // nothing
      "\x80",                                      // cut
      std::string("\x80\x00", 2),                  // overlong zero
      std::string("\x81\x80\x00", 3),              // overlong one
      "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02",  // 2^64 and more
      "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01",
  };
  for (const std::string& bytes : malformed) {
    Decoder in(bytes);
    EXPECT_EQ(in.Varint(), 0u);
    EXPECT_FALSE(in.ok()) << testing::PrintToString(bytes);
  }
}

TEST(Codec, BytesLongerThanTheRestAreRefused) {
  std::string out;
  PutBytes(out, "hello");
  out.pop_back();
  Decoder in(out);
  EXPECT_EQ(in.Bytes(), "");
  EXPECT_FALSE(in.ok());

  const std::string huge = VarintOf(UINT64_MAX);
  Decoder wraps(huge);
  EXPECT_EQ(wraps.Bytes(), "");
  EXPECT_FALSE(wraps.ok());
}

TEST(Codec, EveryReadAfterAFailureFails) {
  Decoder in("\x01\x02");
  EXPECT_EQ(in.Fixed32(), 0u);
  EXPECT_FALSE(in.ok());
  EXPECT_EQ(in.Varint(), 0u);
  EXPECT_EQ(in.Bytes(), "");
  EXPECT_EQ(in.Fixed64(), 0u);
  EXPECT_FALSE(in.Finished());
}

TEST(Codec, LeftoversAreNotAWhole) {
  Decoder in("\x01\x02");
  EXPECT_EQ(in.Varint(), 1u);
  EXPECT_TRUE(in.ok());
  EXPECT_FALSE(in.Finished());
  EXPECT_EQ(in.rest(), "\x02");
}

std::string EncodeAll(uint32_t a, uint64_t b, uint64_t c, const std::string& d) {
  std::string out;
  PutFixed32(out, a);
  PutVarint(out, b);
  PutFixed64(out, c);
  PutBytes(out, d);
  return out;
}

RC_GTEST_PROP(Codec, WhatIsWrittenIsRead, (uint32_t a, uint64_t b, uint64_t c, std::string d)) {
  const std::string bytes = EncodeAll(a, b, c, d);
  Decoder in(bytes);
  RC_ASSERT(in.Fixed32() == a);
  RC_ASSERT(in.Varint() == b);
  RC_ASSERT(in.Fixed64() == c);
  RC_ASSERT(in.Bytes() == d);
  RC_ASSERT(in.Finished());
}

RC_GTEST_PROP(Codec, NoProperPrefixIsAWhole,
              (uint32_t a, uint64_t b, uint64_t c, std::string d, size_t cut)) {
  const std::string bytes = EncodeAll(a, b, c, d);
  Decoder in(std::string_view(bytes).substr(0, cut % bytes.size()));
  in.Fixed32();
  in.Varint();
  in.Fixed64();
  in.Bytes();
  RC_ASSERT(!in.ok());
}

RC_GTEST_PROP(Codec, AnyBytesThatDecodeAreTheEncoding, (std::string bytes)) {
  Decoder in(bytes);
  std::vector<uint64_t> numbers;
  while (in.ok() && !in.rest().empty()) numbers.push_back(in.Varint());
  RC_PRE(in.ok());
  std::string again;
  for (uint64_t number : numbers) PutVarint(again, number);
  RC_ASSERT(again == bytes);
}

}  // namespace
}  // namespace paxosstore
