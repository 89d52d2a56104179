// Messages between the shards of the same number on different nodes. Part of the seam.
//
// Contract, checked by tests/conformance: unreliable and unordered. Each Send is delivered at most
// once by the real network (the simulated one may also duplicate: receivers must cope); the
// receiver gets an equal payload or nothing; never a damaged one. Send never blocks and never calls
// the handler before it returns.
#ifndef PAXOSSTORE_CORE_RUNTIME_NETWORK_H_
#define PAXOSSTORE_CORE_RUNTIME_NETWORK_H_

#include <memory>

#include "absl/functional/any_invocable.h"
#include "core/base/ids.h"

namespace paxosstore {

// What a protocol sends. The network knows only that it is immutable and shared; whoever puts it on
// a wire (net/) or prints it (sim/) knows the concrete type. The store's own is
// core/replica/message.h.
class Payload {
 public:
  virtual ~Payload() = default;
};
using Frame = std::shared_ptr<const Payload>;

class Network {
 public:
  using Handler = absl::AnyInvocable<void(NodeId from, Frame frame)>;

  virtual ~Network() = default;
  // May drop the frame at any time and for any reason: unknown peer, no connection, full queue.
  // REQUIRES: `to` is not self.
  virtual void Send(NodeId to, Frame frame) = 0;
  // Frames that arrive before a handler is set are dropped. The handler runs on the shard's
  // executor.
  virtual void SetHandler(Handler handler) = 0;
};

}  // namespace paxosstore

#endif  // PAXOSSTORE_CORE_RUNTIME_NETWORK_H_
