#include "core/replica/message.h"

namespace paxosstore {
namespace {

std::string Show(const SentState& state) {
  std::string text = "m=" + ToString(state.promised) + " n=" + ToString(state.accepted);
  if (state.value != nullptr) text += " v=" + ToString(state.value->id);
  return text;
}

std::string Show(const SentChosen& chosen) {
  std::string text = ToString(chosen.entry) + "@" + ToString(chosen.ballot);
  if (chosen.value != nullptr) text += " v=" + ToString(chosen.value->id);
  return text;
}

std::string Show(const PaxosMessage& m) {
  std::string text = "paxos " + m.object;
  if (m.entry != EntryId(0)) {
    text += "[" + ToString(m.entry) + "] state(" + Show(m.state) + ") view(" + Show(m.view) + ")";
  }
  if (m.proposal.has_value()) text += " proposal(" + Show(*m.proposal) + ")";
  if (m.chosen.has_value()) text += " chosen(" + Show(*m.chosen) + ")";
  return text;
}

std::string Show(const ReadQuery& m) {
  return "read? " + m.object + " round " + std::to_string(m.round) + " at " + ToString(m.chosen);
}

std::string Show(const ReadReply& m) {
  std::string text = "read! " + m.object + " round " + std::to_string(m.round) + " at " +
                     ToString(m.chosen) + " pending(" + Show(m.pending) + ")";
  if (m.newer.has_value()) text += " newer(" + Show(*m.newer) + ")";
  return text;
}

std::string Show(const SweepDigest& m) {
  return "sweep (" + m.after + ", " + m.upto + "] " + std::to_string(m.items.size()) + " objects";
}

std::string Show(const ListQuery& m) { return "list? after " + m.after; }

std::string Show(const ListReply& m) {
  return "list! " + std::to_string(m.objects.size()) + " objects" + (m.finished ? ", end" : "");
}

}  // namespace

std::string ToString(const Message& message) {
  return std::visit([](const auto& body) { return Show(body); }, message.body);
}

}  // namespace paxosstore
