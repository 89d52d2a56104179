// The server's end of a connection: replies as bytes.
#ifndef PAXOSSTORE_NET_RESP_REPLY_WRITER_H_
#define PAXOSSTORE_NET_RESP_REPLY_WRITER_H_

#include <string>

#include "core/model/reply.h"

namespace paxosstore::net {

enum class RespVersion : uint8_t { kResp2 = 2, kResp3 = 3 };

// Appends `reply`. RESP2 has neither a null of its own nor maps: it gets a null bulk string, and an
// array of keys and values by turns. A line break in a simple string or error, which would
// desynchronise the connection, is written as a space.
void AppendReply(const model::Reply& reply, RespVersion version, std::string& out);

}  // namespace paxosstore::net

#endif  // PAXOSSTORE_NET_RESP_REPLY_WRITER_H_
