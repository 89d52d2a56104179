// The client's end of a connection: requests as bytes.
#ifndef PAXOSSTORE_NET_RESP_REQUEST_WRITER_H_
#define PAXOSSTORE_NET_RESP_REQUEST_WRITER_H_

#include <span>
#include <string>

namespace paxosstore::net {

// Appends `argv`, the command's name first, as a RESP array of bulk strings.
void AppendRequest(std::span<const std::string> argv, std::string& out);

}  // namespace paxosstore::net

#endif  // PAXOSSTORE_NET_RESP_REQUEST_WRITER_H_
