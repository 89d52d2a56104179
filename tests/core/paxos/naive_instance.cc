#include "tests/core/paxos/naive_instance.h"

namespace paxosstore {

Ballot NaiveInstance::FreshBallot() const {
  uint64_t round = own_.Promised().round;
  for (const auto& [replica, record] : heard_) {
    for (Ballot promise : record.promises) round = promise.round > round ? promise.round : round;
  }
  return {round + 1, NodeId(self_)};
}

bool NaiveInstance::MayIssueAccept(Ballot ballot) const {
  if (own_.Promised() != ballot) return false;
  if (own_.votes.contains(ballot)) return false;
  std::set<uint32_t> promised;
  if (durable_.Promised() == ballot) promised.insert(self_);
  for (const auto& [replica, record] : heard_) {
    if (record.Promised() == ballot) promised.insert(replica);
  }
  return 2 * promised.size() > size_;
}

std::optional<uint64_t> NaiveInstance::Adopted() const {
  std::map<Ballot, uint64_t> all = own_.votes;
  for (const auto& [replica, record] : heard_) all.insert(record.votes.begin(), record.votes.end());
  if (all.empty()) return std::nullopt;
  return all.rbegin()->second;
}

void NaiveInstance::Vote(Ballot ballot, uint64_t value) {
  own_.promises.insert(ballot);
  own_.votes.emplace(ballot, value);
}

bool NaiveInstance::Complete(Heard& state) const {
  if (state.accepted.IsNone() || state.value.has_value()) return true;
  // Only the newest vote of each is still held with its value.
  auto look = [&](const Record& record) {
    if (record.Accepted() == state.accepted) state.value = record.votes.at(state.accepted);
  };
  look(own_);
  look(durable_);
  for (const auto& [replica, record] : heard_) look(record);
  return state.value.has_value();
}

void NaiveInstance::TakeOver(const Heard& newest) {
  if (!newest.promised.IsNone()) own_.promises.insert(newest.promised);
  if (newest.accepted.IsNone() || newest.accepted < own_.Promised()) return;
  if (newest.accepted <= own_.Accepted()) return;
  own_.votes.emplace(newest.accepted, *newest.value);
}

bool NaiveInstance::HearReport(uint32_t from, const Heard& state) {
  Heard whole = state;
  if (!Complete(whole)) return false;
  Record& record = heard_[from];
  if (!whole.promised.IsNone()) record.promises.insert(whole.promised);
  if (!whole.accepted.IsNone()) record.votes.emplace(whole.accepted, *whole.value);
  return true;
}

bool NaiveInstance::HearState(uint32_t from, const Heard& state) {
  if (!HearReport(from, state)) return false;
  const Record& record = heard_[from];
  Heard newest{record.Promised(), record.Accepted(), std::nullopt};
  if (!newest.accepted.IsNone()) newest.value = record.votes.at(newest.accepted);
  TakeOver(newest);
  return true;
}

bool NaiveInstance::HearProposal(const Heard& proposal) {
  Heard whole = proposal;
  if (!Complete(whole)) return false;
  TakeOver(whole);
  return true;
}

void NaiveInstance::Restart() {
  own_ = durable_;
  heard_.clear();
}

std::optional<std::pair<Ballot, uint64_t>> NaiveInstance::Chosen() const {
  std::map<Ballot, std::set<uint32_t>> voters;
  std::map<Ballot, uint64_t> values;
  auto add = [&](uint32_t replica, const Record& record) {
    if (record.votes.empty()) return;
    voters[record.Accepted()].insert(replica);
    values[record.Accepted()] = record.votes.rbegin()->second;
  };
  add(self_, durable_);
  for (const auto& [replica, record] : heard_) add(replica, record);
  for (const auto& [ballot, who] : voters) {
    if (2 * who.size() > size_) return std::make_pair(ballot, values.at(ballot));
  }
  return std::nullopt;
}

std::map<Ballot, uint64_t> NaiveInstance::EverChosen() const {
  std::map<Ballot, std::set<uint32_t>> voters;
  std::map<Ballot, uint64_t> values;
  auto add = [&](uint32_t replica, const Record& record) {
    for (const auto& [ballot, value] : record.votes) {
      voters[ballot].insert(replica);
      values[ballot] = value;
    }
  };
  add(self_, durable_);
  for (const auto& [replica, record] : heard_) add(replica, record);
  std::map<Ballot, uint64_t> chosen;
  for (const auto& [ballot, who] : voters) {
    if (2 * who.size() > size_) chosen[ballot] = values[ballot];
  }
  return chosen;
}

}  // namespace paxosstore
