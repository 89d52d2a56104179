#include "core/base/ids.h"

#include <gtest/gtest.h>

#include <type_traits>

#include "absl/hash/hash_testing.h"

namespace paxosstore {
namespace {

static_assert(!std::is_convertible_v<EntryId, NodeId>);
static_assert(!std::is_constructible_v<EntryId, Incarnation>);
static_assert(!std::is_convertible_v<uint64_t, EntryId>);
static_assert(sizeof(NodeId) == sizeof(uint32_t));

TEST(Id, DefaultIsZero) { EXPECT_EQ(EntryId(), EntryId(0)); }

TEST(Id, IsOrderedByNumber) {
  EXPECT_LT(EntryId(9), EntryId(10));
  EXPECT_GT(EntryId(UINT64_MAX), EntryId(0));
}

TEST(Id, NextAndPreviousAreInverse) {
  EXPECT_EQ(EntryId(7).Next(), EntryId(8));
  EXPECT_EQ(EntryId(7).Next().Previous(), EntryId(7));
}

TEST(Id, PrintsItsNumber) { EXPECT_EQ(ToString(ClientId(UINT64_MAX)), "18446744073709551615"); }

TEST(Id, EqualIdsHashEqually) {
  EXPECT_TRUE(
      absl::VerifyTypeImplementsAbslHashCorrectly({EntryId(0), EntryId(1), EntryId(1ull << 40)}));
}

}  // namespace
}  // namespace paxosstore
