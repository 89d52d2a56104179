#include "core/model/object_state.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <string>
#include <tuple>

#include "core/base/codec.h"

namespace paxosstore::model {
namespace {

// Small ones: the properties below try every byte or bit.
ObjectState AnyState() {
  using Drawn = std::map<std::string, std::tuple<std::string, int64_t>>;
  ObjectState state{.stamp_ms = *rc::gen::arbitrary<int64_t>(), .keys = {}};
  for (const auto& [key, entry] : *rc::gen::resize(12, rc::gen::arbitrary<Drawn>())) {
    state.keys[key] = {std::get<0>(entry), std::get<1>(entry)};
  }
  return state;
}

// An error, or the state of exactly these bytes.
bool RejectedOrCanonical(const std::string& bytes) {
  auto state = DecodeObjectState(bytes);
  return !state.ok() || Encode(*state) == bytes;
}

RC_GTEST_PROP(ObjectStateProperty, DecodingGivesBackWhatWasEncoded, ()) {
  ObjectState state = AnyState();
  auto decoded = DecodeObjectState(Encode(state));
  RC_ASSERT(decoded.ok());
  RC_ASSERT(*decoded == state);
}

RC_GTEST_PROP(ObjectStateProperty, EveryTruncationIsRejected, ()) {
  std::string bytes = Encode(AnyState());
  // The empty string is the empty state's.
  for (size_t size = 1; size < bytes.size(); ++size) {
    RC_ASSERT(!DecodeObjectState(bytes.substr(0, size)).ok());
  }
}

RC_GTEST_PROP(ObjectStateProperty, AnyFlippedBitIsRejectedOrIsAnotherState, ()) {
  std::string bytes = Encode(AnyState());
  for (size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    std::string damaged = bytes;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
    RC_ASSERT(RejectedOrCanonical(damaged));
  }
}

RC_GTEST_PROP(ObjectStateProperty, AnyBytesAreRejectedOrCanonical, (std::string bytes)) {
  RC_ASSERT(RejectedOrCanonical(bytes));
  RC_ASSERT(RejectedOrCanonical("\x01" + bytes));
}

TEST(ObjectStateTest, TheEmptyStateIsNoBytes) {
  EXPECT_EQ(Encode(ObjectState{}), "");
  EXPECT_TRUE(DecodeObjectState("").value() == ObjectState{});
  EXPECT_NE(Encode(ObjectState{.stamp_ms = 1, .keys = {}}), "");
}

TEST(ObjectStateTest, TheExampleOfTheFormatIsTrue) {
  ObjectState state{.stamp_ms = 5, .keys = {}};
  state.keys["k"] = {"v", 9};
  EXPECT_EQ(Encode(state), "\x01\x05\x01\x01k\x01\x09\x01v");
}

struct Malformed {
  const char* what;
  std::string bytes;
};

TEST(ObjectStateTest, OtherSpellingsOfAStateAreRejected) {
  using namespace std::string_literals;
  for (const Malformed& c : {
           Malformed{"unknown format", "\x02\x05\x00"s},
           Malformed{"the empty state spelt out", "\x01\x00\x00"s},
           Malformed{"a longer varint", "\x01\x85\x00\x00"s},
           Malformed{"keys out of order", "\x01\x05\x02\x01"s + "b\x00\x00\x01"s + "a\x00\x00"s},
           Malformed{"a key twice", "\x01\x05\x02\x01"s + "a\x00\x00\x01"s + "a\x00\x00"s},
           Malformed{"an expiry of zero", "\x01\x05\x01\x01k\x01\x00\x01v"s},
           Malformed{"an unknown kind", "\x01\x05\x01\x01k\x02\x01v"s},
           Malformed{"bytes after the end", "\x01\x05\x00\x00"s},
       }) {
    EXPECT_FALSE(DecodeObjectState(c.bytes).ok()) << c.what;
  }
}

TEST(ObjectStateTest, AHugeCountOrLengthAllocatesNothing) {
  std::string bytes = "\x01\x05";
  PutVarint(bytes, uint64_t{1} << 62);
  EXPECT_FALSE(DecodeObjectState(bytes).ok());
  bytes = "\x01\x05\x01";
  PutVarint(bytes, uint64_t{1} << 62);
  EXPECT_FALSE(DecodeObjectState(bytes).ok());
}

}  // namespace
}  // namespace paxosstore::model
