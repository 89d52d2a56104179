// What is known about every entry of every object over the whole run and all nodes: the shared
// memory of the always-oracles. Passive: it records, the oracles judge.
//
// "Durable" means on the platter, as decoded from the bytes that the simulated disk made durable,
// not as any replica believes.
#ifndef PAXOSSTORE_SIM_ORACLES_LEDGER_H_
#define PAXOSSTORE_SIM_ORACLES_LEDGER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "boost/container/small_vector.hpp"
#include "core/base/ids.h"
#include "core/paxos/acceptor_state.h"
#include "core/paxos/group.h"

namespace paxosstore::sim {

inline constexpr size_t kNodesMax = kReplicasMax;

inline size_t IndexOf(NodeId node) { return node.value() - 1; }

// Identifies a value and its content.
struct ValueStamp {
  ProposalId id;
  uint64_t digest = 0;
  friend bool operator==(const ValueStamp&, const ValueStamp&) = default;
};
ValueStamp StampOf(const Value& value);

// One ballot at which something was accepted at an entry, anywhere.
struct AcceptTrack {
  Ballot ballot;
  ProposalId id;
  uint8_t durable_nodes = 0;  // bit i: the platter of node i+1 has held this accept
};

struct EntryTrack {
  boost::container::small_vector<AcceptTrack, 2> accepts;
  std::array<Ballot, kNodesMax> durable_promise{};
  bool chosen = false;
  ProposalId chosen_id;       // iff chosen
  Ballot chosen_at;           // iff chosen: where a majority came first
  bool content_seen = false;  // some replica has shown the chosen value's content
  uint64_t digest = 0;

  AcceptTrack* Find(Ballot ballot);
};

// Where one node stands with one object.
struct NodeTrack {
  uint64_t durable_chosen = 0;  // entry
  uint64_t memory_entry = 0;    // the last one of which OnState told, in this incarnation
  Ballot memory_promised, memory_accepted;
  uint64_t known_chosen = 0;  // the largest of which OnChosen told, in this incarnation
  // What the platter holds now, which is less than it held if the disk has forgotten.
  uint64_t held_chosen = 0;  // entry
  Ballot held_accept;        // of the next one
};

struct ObjectTrack {
  std::string name;
  std::vector<EntryTrack> entries;  // entry e at e-1
  std::array<NodeTrack, kNodesMax> nodes{};

  EntryTrack& At(EntryId entry);  // grows
};

class Ledger {
 public:
  explicit Ledger(size_t nodes) : nodes_(nodes) {}

  ObjectTrack& Of(std::string_view object);
  uint64_t EntriesChosen() const;
  std::vector<ObjectTrack>& objects() { return objects_; }
  size_t nodes() const { return nodes_; }
  int Majority() const { return static_cast<int>(nodes_ / 2 + 1); }

 private:
  size_t nodes_;
  absl::flat_hash_map<std::string, size_t> index_;  // into objects_; looked up, never walked
  std::vector<ObjectTrack> objects_;                // in order of first sight
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_ORACLES_LEDGER_H_
