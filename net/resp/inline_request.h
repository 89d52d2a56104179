// Inline commands: what a person types into a raw connection, `SET key "two words"`.
#ifndef PAXOSSTORE_NET_RESP_INLINE_REQUEST_H_
#define PAXOSSTORE_NET_RESP_INLINE_REQUEST_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace paxosstore::net {

// The words of `line` (without its end), separated by blanks. A part in double quotes may hold
// blanks and the escapes \n \r \t \b \a \xHH; in single quotes only \' is one. A closing quote ends
// its word. nullopt if a quote is not closed, or is followed by anything but a blank.
std::optional<std::vector<std::string>> SplitInlineRequest(std::string_view line);

}  // namespace paxosstore::net

#endif  // PAXOSSTORE_NET_RESP_INLINE_REQUEST_H_
