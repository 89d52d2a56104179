#include "net/resp/protocol_line.h"

namespace paxosstore::net {

ParseStatus TakeLine(std::string_view& bytes, std::string_view& line) {
  size_t end = bytes.substr(0, kLineBytesMax + 1).find('\r');
  if (end == std::string_view::npos) {
    return bytes.size() > kLineBytesMax ? ParseStatus::kError : ParseStatus::kNeedMore;
  }
  if (end + 2 > bytes.size()) return ParseStatus::kNeedMore;
  line = bytes.substr(0, end);
  bytes.remove_prefix(end + 2);
  return ParseStatus::kDone;
}

}  // namespace paxosstore::net
