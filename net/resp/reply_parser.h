// The client's end of a connection: replies out of the bytes that a server sends. For the load
// generator and tests.
//
// Incremental, as the request parser is. RESP3's further types come as the nearest kind that a
// Reply has: a double, big number or verbatim string as a bulk string, a boolean as 0 or 1, a set
// or push as an array, a null array as null. Attributes and streamed types are not understood.
#ifndef PAXOSSTORE_NET_RESP_REPLY_PARSER_H_
#define PAXOSSTORE_NET_RESP_REPLY_PARSER_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/reply.h"
#include "net/resp/protocol_line.h"

namespace paxosstore::net {

class ReplyParser {
 public:
  // Takes bytes off the front of `bytes`. kDone: `reply` is the next reply; there may be more.
  // kNeedMore: what is left in `bytes` has to be shown again in front of what comes next; that may
  // be most of a bulk string. kError: see error(); the parser stays failed.
  ParseStatus Next(std::string_view& bytes, model::Reply& reply);

  // REQUIRES: Next has returned kError.
  const std::string& error() const { return error_; }

 private:
  // An array or map some of whose items have not come yet.
  struct Open {
    model::Reply reply;
    uint64_t missing = 0;
  };

  // A reply without items; or the head of one with items, which is then pushed on open_.
  ParseStatus TakeOne(std::string_view& bytes, model::Reply& reply);
  // By type: `rest` is what follows the line whose text they are given.
  ParseStatus TakeScalar(char type, std::string_view text, model::Reply& reply);
  ParseStatus TakeBulk(char type, std::string_view length, std::string_view& rest,
                       model::Reply& reply);
  ParseStatus TakeHead(char type, std::string_view count, model::Reply& reply);
  ParseStatus Fail(std::string_view what);

  std::string error_;       // empty: not failed
  std::vector<Open> open_;  // outermost first
};

}  // namespace paxosstore::net

#endif  // PAXOSSTORE_NET_RESP_REPLY_PARSER_H_
