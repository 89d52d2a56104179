// Who is told what becomes of the processes of a world. Watching changes nothing.
#ifndef PAXOSSTORE_SIM_WORLD_NODE_OBSERVER_H_
#define PAXOSSTORE_SIM_WORLD_NODE_OBSERVER_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/ids.h"

namespace paxosstore::sim {

enum class NodeChange : uint8_t {
  kStarts,
  kServes,  // all its shards do
  kLosesPower,
  kIsKilled,
  kStops,           // its store has failed
  kRefusesToStart,  // its store does not open
  kPauses,
  kResumes,
};

class NodeObserver {
 public:
  virtual ~NodeObserver() = default;

  // `why`: of kStops and kRefusesToStart, what the store said.
  virtual void OnNode(NodeId node, NodeChange change, std::string_view why) = 0;
};

// "refuses to start: segment 3: ..."
std::string InWords(NodeChange change, std::string_view why);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_WORLD_NODE_OBSERVER_H_
