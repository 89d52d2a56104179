// What each node has ever had in mind for an entry: nothing else may come back from its disk. Of
// entries that its platter knows to be chosen nothing is kept.
#ifndef PAXOSSTORE_SIM_ORACLES_STATE_BOOK_H_
#define PAXOSSTORE_SIM_ORACLES_STATE_BOOK_H_

#include <array>
#include <cstddef>
#include <vector>

#include "core/base/ids.h"
#include "core/paxos/acceptor_state.h"
#include "sim/oracles/ledger.h"

namespace paxosstore::sim {

class StateBook {
 public:
  // `object` is number `index` of the ledger.
  void Add(size_t index, const ObjectTrack& object, NodeId node, EntryId entry,
           const AcceptorState& state);
  // Whether the node has had exactly this in mind. An empty state needs no mind.
  bool Has(size_t index, NodeId node, EntryId entry, const AcceptorState& state) const;

 private:
  struct Noted {
    EntryId entry;
    AcceptorState state;
  };
  using ByNode = std::array<std::vector<Noted>, kNodesMax>;

  std::vector<ByNode> objects_;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_ORACLES_STATE_BOOK_H_
