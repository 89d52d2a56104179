// What an operator can set of the RESP front end, and what it says of its node.
#ifndef PAXOSSTORE_NET_SERVER_OPTIONS_H_
#define PAXOSSTORE_NET_SERVER_OPTIONS_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "core/base/ids.h"
#include "core/runtime/time.h"

namespace paxosstore::net {

struct ServerOptions {
  uint32_t clients_max = 10'000;
  // Commands of one connection that may be under way at once; then its socket is not read.
  uint32_t pipeline_max = 1024;
  // Longest argument of a command.
  size_t bulk_bytes_max = size_t{64} << 20;
  // Replies that a client does not read: above the first its socket is not read, above the second
  // it is closed.
  size_t output_pause_bytes = size_t{1} << 20;
  size_t output_bytes_max = size_t{256} << 20;
  // A client that says nothing for so long is closed; 0: never.
  Duration idle_timeout;
  // DEL UNLINK EXISTS TOUCH MGET MSET on keys of several objects are split, one request an object:
  // not atomic. False: they are refused with CROSSSLOT.
  bool fan_out = false;
};

// For INFO, HELLO and CLUSTER.
struct NodeFacts {
  NodeId self;
  uint32_t nodes = 0;
  uint32_t shards = 0;
  Incarnation incarnation;
  std::string cluster;
  std::string data_dir;
  std::string config_file;
  std::string version;
  uint16_t port = 0;
};

}  // namespace paxosstore::net

#endif  // PAXOSSTORE_NET_SERVER_OPTIONS_H_
