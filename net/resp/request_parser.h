// The server's end of a connection: requests out of the bytes that clients send, as RESP arrays of
// bulk strings or as inline commands. Errors are Redis 7.0's, word for word.
//
// Incremental: bytes may come in pieces of any size, and the requests do not depend on how they
// were cut. What a client announces is never believed: memory grows with the bytes that came.
#ifndef PAXOSSTORE_NET_RESP_REQUEST_PARSER_H_
#define PAXOSSTORE_NET_RESP_REQUEST_PARSER_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/reply.h"
#include "net/resp/protocol_line.h"

namespace paxosstore::net {

struct RequestLimits {
  size_t bulk_bytes_max = size_t{512} << 20;  // one argument
  // All arguments of a request with what it takes to hold them.
  size_t request_bytes_max = size_t{1} << 30;
};

class RequestParser {
 public:
  explicit RequestParser(RequestLimits limits = {}) : limits_(limits) {}

  // Takes bytes off the front of `bytes`. kDone: `argv` is the next request, never empty; there may
  // be more, ask again. kNeedMore: what is left in `bytes` (less than kLineBytesMax + 2) has to be
  // shown again in front of what comes next. kError: see error(); the parser stays failed.
  // A pipeline is read by calling this until it is not kDone; `argv` may be used again, or moved
  // from, between calls.
  ParseStatus Next(std::string_view& bytes, std::vector<std::string>& argv);

  // What to answer before closing. REQUIRES: Next has returned kError.
  const model::Reply& error() const { return error_; }

 private:
  // Each takes one part of a request; kDone: taken.
  ParseStatus TakeInline(std::string_view& bytes);
  ParseStatus TakeCount(std::string_view& bytes);
  ParseStatus TakeArgument(std::string_view& bytes);
  ParseStatus TakeBulkHeader(std::string_view& bytes);
  ParseStatus TakeBulkBytes(std::string_view& bytes);
  ParseStatus Fail(std::string_view what);

  RequestLimits limits_;
  model::Reply error_;               // null: not failed
  std::vector<std::string> args_;    // of the request being read
  uint64_t args_missing_ = 0;        // not whole yet, args_.back() included while it is being read
  std::optional<size_t> bulk_left_;  // bytes that args_.back() lacks; empty: between arguments
  size_t request_bytes_ = 0;
};

}  // namespace paxosstore::net

#endif  // PAXOSSTORE_NET_RESP_REQUEST_PARSER_H_
