// The recent requests of an object: what makes a retry take effect at most once. Part of replicated
// state: it travels in every value, so that it survives restarts, copies and the loss of the
// entries that brought the requests in.
//
// Two kinds of slots. *Proposer* slots hold the newest proposal of each replica that was chosen: a
// replica that lost sight of its own proposal (the log holds two entries only) finds out here
// whether it took effect; there is one per replica, so the answer is exact. *Client* slots hold the
// newest request of each client, with its answer; they are bounded by count. What is evicted raises
// `floor`: a request whose first attempt may be older than the floor is refused as expired, because
// nobody knows any more whether it was done.
#ifndef PAXOSSTORE_CORE_PAXOSLOG_REQUEST_WINDOW_H_
#define PAXOSSTORE_CORE_PAXOSLOG_REQUEST_WINDOW_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "core/base/ids.h"
#include "core/paxos/value.h"

namespace paxosstore {

class RequestWindow {
 public:
  struct ClientSlot {
    ClientId client;
    uint64_t sequence = 0;
    EntryId entry;       // the entry that it took effect in
    std::string answer;  // its replies, encoded by the layer above
    friend bool operator==(const ClientSlot&, const ClientSlot&) = default;
  };

  // Null if the client's requests are not remembered.
  const ClientSlot* FindClient(ClientId client) const;
  // The newest chosen proposal of `node` up to, not including, the entry whose value carries this
  // window.
  const ProposalId* FindProposer(NodeId node) const;
  // All remembered client requests: ascending by entry, then in the order of remembering.
  const std::vector<ClientSlot>& clients() const { return clients_; }
  // The newest entry with a forgotten client request.
  EntryId floor() const { return floor_; }

  // Replaces the client's slot; the oldest slots go once there are more than `slots_max` (at least
  // 1).
  void RememberClient(ClientSlot slot, size_t slots_max);
  void RememberProposal(ProposalId id);

  std::string Encode() const;
  // InvalidArgument if `bytes` is not exactly one encoded window. The empty string is the empty
  // window.
  static absl::StatusOr<RequestWindow> Decode(std::string_view bytes);

  friend bool operator==(const RequestWindow&, const RequestWindow&) = default;

 private:
  EntryId floor_;
  std::vector<ClientSlot> clients_;    // ascending by entry, then in the order of remembering
  std::vector<ProposalId> proposers_;  // ascending by node
};

}  // namespace paxosstore

#endif  // PAXOSSTORE_CORE_PAXOSLOG_REQUEST_WINDOW_H_
