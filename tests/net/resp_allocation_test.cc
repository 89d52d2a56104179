// That an announced length or count makes nobody allocate: every allocation of this program is
// watched.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include "net/resp/reply_parser.h"
#include "net/resp/request_parser.h"

namespace {
size_t largest_allocation = 0;
}  // namespace

void* operator new(size_t size) {
  largest_allocation = std::max(largest_allocation, size);
  if (void* memory = std::malloc(size)) return memory;
  std::abort();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, size_t) noexcept { std::free(memory); }

namespace paxosstore::net {
namespace {

constexpr size_t kSmall = 16 << 10;

template <typename Parser, typename T>
size_t LargestAllocation(std::string_view bytes) {
  Parser parser;
  T one;
  largest_allocation = 0;
  EXPECT_EQ(parser.Next(bytes, one), ParseStatus::kNeedMore);
  return largest_allocation;
}

TEST(RespAllocationTest, AnnouncedRequestsAllocateNothingYet) {
  using Argv = std::vector<std::string>;
  EXPECT_LT((LargestAllocation<RequestParser, Argv>("*2147483647\r\n$1\r\na\r\n")), kSmall);
  EXPECT_LT((LargestAllocation<RequestParser, Argv>("*1\r\n$536870912\r\nabc")), kSmall);
}

TEST(RespAllocationTest, AnnouncedRepliesAllocateNothingYet) {
  EXPECT_LT((LargestAllocation<ReplyParser, model::Reply>("*1000000000\r\n:1\r\n")), kSmall);
  EXPECT_LT((LargestAllocation<ReplyParser, model::Reply>("%500000000\r\n:1\r\n")), kSmall);
  EXPECT_LT((LargestAllocation<ReplyParser, model::Reply>("$1000000000\r\nabc")), kSmall);
}

TEST(RespAllocationTest, TheWatchSeesAllocations) {
  largest_allocation = 0;
  std::string big(kSmall, 'x');
  EXPECT_GE(largest_allocation, kSmall);
}

}  // namespace
}  // namespace paxosstore::net
