#include "sim/history/witness.h"

#include <algorithm>
#include <cstddef>
#include <tuple>

#include "sim/history/sequential.h"

namespace paxosstore::sim {
namespace {

// All operations that name one version: logged ones in the order of the log, and between them those
// that changed nothing (reads, a SETNX of a present key), whose place the log does not tell.
struct Group {
  std::vector<const Operation*> logged;
  std::vector<const Operation*> loose;  // in order of starts
};

class Witness {
 public:
  bool Prove(const std::vector<Operation>& operations);

 private:
  bool PlaceGroup(Group& group);
  void PlaceLoose(Group& group, size_t logged_done);
  bool FitsHere(const Operation& operation);
  // Puts `operation` next in the order; false if one that started after its end stands before it.
  bool Place(const Operation& operation);

  model::ObjectState state_;
  uint64_t latest_start_ = 0;  // among those placed
};

bool Witness::Place(const Operation& operation) {
  if (operation.end < latest_start_) return false;
  latest_start_ = std::max(latest_start_, operation.start);
  return true;
}

bool Witness::FitsHere(const Operation& operation) {
  if (!MayWrite(operation)) return Replay(operation, state_);
  model::ObjectState copy = state_;
  return Replay(operation, copy) && copy == state_;
}

// Places every loose operation that fits here, as early as real time allows: later is never better,
// for it can only come after more starts.
void Witness::PlaceLoose(Group& group, size_t logged_done) {
  uint64_t least_end = Operation::kNever;  // of those still to come
  for (size_t i = logged_done; i < group.logged.size(); ++i) {
    least_end = std::min(least_end, group.logged[i]->end);
  }
  std::vector<const Operation*> rest;
  for (const Operation* operation : group.loose) {
    if (operation->start < least_end && FitsHere(*operation) && Place(*operation)) continue;
    rest.push_back(operation);
    least_end = std::min(least_end, operation->end);
  }
  group.loose = std::move(rest);
}

bool Witness::PlaceGroup(Group& group) {
  for (size_t i = 0; i < group.logged.size(); ++i) {
    if (!group.loose.empty()) PlaceLoose(group, i);
    if (!Replay(*group.logged[i], state_) || !Place(*group.logged[i])) return false;
  }
  if (!group.loose.empty()) PlaceLoose(group, group.logged.size());
  return group.loose.empty();
}

struct Hinted {
  EntryId entry;
  bool loose;
  uint64_t rank;
  const Operation* operation;
  friend bool operator<(const Hinted& a, const Hinted& b) {
    return std::tie(a.entry, a.loose, a.rank) < std::tie(b.entry, b.loose, b.rank);
  }
};

std::vector<Hinted> SortByHints(const std::vector<Operation>& operations) {
  std::vector<Hinted> hinted;
  hinted.reserve(operations.size());
  for (const Operation& operation : operations) {
    if (operation.effect_entry.value() != 0) {
      hinted.push_back({operation.effect_entry, false, operation.effect_position, &operation});
    } else if (operation.fate == Fate::kOk) {
      hinted.push_back({operation.version, true, operation.start, &operation});
    }
  }
  std::sort(hinted.begin(), hinted.end());
  return hinted;
}

bool Witness::Prove(const std::vector<Operation>& operations) {
  const std::vector<Hinted> hinted = SortByHints(operations);
  for (size_t i = 0; i < hinted.size();) {
    Group group;
    const EntryId entry = hinted[i].entry;
    for (; i < hinted.size() && hinted[i].entry == entry; ++i) {
      if (hinted[i].operation->fate == Fate::kNotDone) return false;
      (hinted[i].loose ? group.loose : group.logged).push_back(hinted[i].operation);
    }
    if (!PlaceGroup(group)) return false;
  }
  return true;
}

}  // namespace

bool ProvenByWitness(const std::vector<Operation>& operations) {
  return Witness().Prove(operations);
}

}  // namespace paxosstore::sim
