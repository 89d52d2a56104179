#include "core/model/reply.h"

#include <gtest/gtest.h>

namespace paxosstore::model {
namespace {

TEST(ReplyTest, IsPrintedOnOneLineAsRedisCliWould) {
  EXPECT_EQ(ToString(Reply::Null()), "(nil)");
  EXPECT_EQ(ToString(Reply::Ok()), "OK");
  EXPECT_EQ(ToString(Reply::Integer(-3)), "(integer) -3");
  EXPECT_EQ(ToString(Reply::Error("ERR no")), "(error) ERR no");
  EXPECT_EQ(ToString(Reply::Bulk(std::string("a\"\\\n\0\xff", 6))), "\"a\\\"\\\\\\n\\x00\\xff\"");
  EXPECT_EQ(ToString(Reply::Array({})), "[]");
  EXPECT_EQ(ToString(Reply::Array({Reply::Integer(1), Reply::Array({Reply::Null()})})),
            "[(integer) 1, [(nil)]]");
  EXPECT_EQ(
      ToString(Reply::Map({Reply::Bulk("k"), Reply::Integer(1), Reply::Bulk("l"), Reply::Ok()})),
      "{\"k\": (integer) 1, \"l\": OK}");
}

}  // namespace
}  // namespace paxosstore::model
