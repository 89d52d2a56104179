// What a shard's transport counts, since its start.
#ifndef PAXOSSTORE_NET_TRANSPORT_STATS_H_
#define PAXOSSTORE_NET_TRANSPORT_STATS_H_

#include <cstdint>

namespace paxosstore::net {

struct TransportStats {
  uint64_t messages_sent = 0, messages_received = 0;
  uint64_t bytes_sent = 0, bytes_received = 0;
  uint64_t writes = 0, reads = 0;  // system calls that moved bytes
  uint64_t connects = 0;           // handshakes completed, in either direction
  uint64_t refusals = 0;           // handshakes refused, by either side
  uint64_t damaged = 0;            // connections closed because of bytes that make no sense
  uint64_t dropped_unconnected = 0, dropped_queue_full = 0, dropped_too_long = 0;  // messages
};

}  // namespace paxosstore::net

#endif  // PAXOSSTORE_NET_TRANSPORT_STATS_H_
