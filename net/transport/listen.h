// Binding a listening socket, with errors that name the address.
#ifndef PAXOSSTORE_NET_TRANSPORT_LISTEN_H_
#define PAXOSSTORE_NET_TRANSPORT_LISTEN_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "net/transport/socket.h"

namespace paxosstore::net {

// Opens, binds and listens. `host` is an address or a name; port 0 picks a free one. Addresses left
// behind by an earlier process are reused. "cannot listen on 127.0.0.1:7001: Address already in
// use".
[[nodiscard]] absl::Status ListenOn(Listener& acceptor, const std::string& host, uint16_t port);

}  // namespace paxosstore::net

#endif  // PAXOSSTORE_NET_TRANSPORT_LISTEN_H_
