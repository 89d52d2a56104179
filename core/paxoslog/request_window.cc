#include "core/paxoslog/request_window.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/base/codec.h"
#include "core/base/planted_bug.h"
#include "core/base/sometimes.h"

namespace paxosstore {
namespace {

absl::Status Malformed() {
  return absl::InvalidArgumentError("request window: malformed encoding");
}

}  // namespace

const RequestWindow::ClientSlot* RequestWindow::FindClient(ClientId client) const {
  for (const ClientSlot& slot : clients_) {
    if (slot.client == client) return &slot;
  }
  return nullptr;
}

const ProposalId* RequestWindow::FindProposer(NodeId node) const {
  for (const ProposalId& id : proposers_) {
    if (id.proposer == node) return &id;
  }
  return nullptr;
}

void RequestWindow::RememberClient(ClientSlot slot, size_t slots_max) {
  CHECK(slots_max > 0);
  std::erase_if(clients_, [&](const ClientSlot& old) { return old.client == slot.client; });
  clients_.push_back(std::move(slot));
  while (clients_.size() > slots_max) {
    SOMETIMES(kWindowEvicted);
    if (!PLANTED_BUG(kFloorNotRaised)) floor_ = std::max(floor_, clients_.front().entry);
    clients_.erase(clients_.begin());
  }
}

void RequestWindow::RememberProposal(ProposalId id) {
  auto place =
      std::lower_bound(proposers_.begin(), proposers_.end(), id.proposer,
                       [](const ProposalId& slot, NodeId node) { return slot.proposer < node; });
  if (place != proposers_.end() && place->proposer == id.proposer) {
    *place = id;
  } else {
    proposers_.insert(place, id);
  }
}

std::string RequestWindow::Encode() const {
  std::string out;
  PutVarint(out, floor_.value());
  PutVarint(out, proposers_.size());
  for (const ProposalId& id : proposers_) {
    PutVarint(out, id.proposer.value());
    PutVarint(out, id.incarnation.value());
    PutVarint(out, id.number);
  }
  for (const ClientSlot& slot : clients_) {
    PutVarint(out, slot.client.value());
    PutVarint(out, slot.sequence);
    PutVarint(out, slot.entry.value());
    PutBytes(out, slot.answer);
  }
  return out;
}

absl::StatusOr<RequestWindow> RequestWindow::Decode(std::string_view bytes) {
  RequestWindow window;
  if (bytes.empty()) return window;
  Decoder in(bytes);
  window.floor_ = EntryId(in.Varint());
  const uint64_t proposers = in.Varint();
  for (uint64_t i = 0; i < proposers && in.ok(); ++i) {
    ProposalId id;
    const uint64_t proposer = in.Varint();
    id.proposer = NodeId(static_cast<uint32_t>(proposer));
    id.incarnation = Incarnation(in.Varint());
    id.number = in.Varint();
    const bool in_order =
        window.proposers_.empty() || window.proposers_.back().proposer < id.proposer;
    if (proposer > UINT32_MAX || !in_order) return Malformed();
    window.proposers_.push_back(id);
  }
  while (in.ok() && !in.rest().empty()) {
    ClientSlot slot;
    slot.client = ClientId(in.Varint());
    slot.sequence = in.Varint();
    slot.entry = EntryId(in.Varint());
    slot.answer = in.Bytes();
    if (!window.clients_.empty() && window.clients_.back().entry > slot.entry) return Malformed();
    window.clients_.push_back(std::move(slot));
  }
  if (!in.Finished()) return Malformed();
  return window;
}

}  // namespace paxosstore
