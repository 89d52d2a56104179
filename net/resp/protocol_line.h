// The lines that RESP's types begin with: up to a carriage return, then one more byte. As in Redis
// that byte is not looked at.
#ifndef PAXOSSTORE_NET_RESP_PROTOCOL_LINE_H_
#define PAXOSSTORE_NET_RESP_PROTOCOL_LINE_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace paxosstore::net {

// What a parser got out of the bytes it was given.
enum class ParseStatus : uint8_t {
  kDone,      // one whole thing
  kNeedMore,  // what is there is well-formed, but not whole
  kError,     // nothing that follows can be made sense of: answer, then close
};

// A line that is longer, or that has not ended after so many bytes, is an error.
inline constexpr size_t kLineBytesMax = size_t{64} << 10;

// kDone: `line` is the line without its end, and `bytes` begins after it. Otherwise nothing is
// taken; kError: the line is too long. The result does not depend on how much follows the line.
ParseStatus TakeLine(std::string_view& bytes, std::string_view& line);

}  // namespace paxosstore::net

#endif  // PAXOSSTORE_NET_RESP_PROTOCOL_LINE_H_
