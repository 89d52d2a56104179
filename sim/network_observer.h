// Who follows the frames of a network, one by one, and its blocked links. Watching changes nothing.
#ifndef PAXOSSTORE_SIM_NETWORK_OBSERVER_H_
#define PAXOSSTORE_SIM_NETWORK_OBSERVER_H_

#include <cstdint>

#include "core/base/ids.h"
#include "core/runtime/network.h"

namespace paxosstore::sim {

// A frame that was sent, or a duplicate: from 1, in the order of sending.
using FrameNumber = Id<struct FrameNumberTag, uint64_t>;

enum class FrameEnd : uint8_t {
  kDelivered,
  kLost,
  kBlocked,
  kUndeliverable,
  kCorrupted,
  kReset,
  kOverflowed,
};

class NetworkObserver {
 public:
  virtual ~NetworkObserver() = default;

  // After the hook of Send, before the frame's fate is drawn.
  virtual void OnFrame(FrameNumber number, NodeId from, NodeId to, const Frame& frame,
                       bool duplicate) = 0;
  // At most once a frame: none for what is still in flight. `travelled`: else it never left its
  // sender. One that is delivered ends before its receiver gets it.
  virtual void OnFrameEnd(FrameNumber number, FrameEnd end, bool travelled) = 0;
  // It was otherwise before.
  virtual void OnBlocked(NodeId from, NodeId to, bool blocked) = 0;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_NETWORK_OBSERVER_H_
