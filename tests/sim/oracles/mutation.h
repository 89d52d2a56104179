// A table of small lies: each takes a true story and changes one thing in it. Where the lie is
// provably one, an oracle has to reject it; where it says nothing wrong, all have to accept.
#ifndef PAXOSSTORE_TESTS_SIM_ORACLES_MUTATION_H_
#define PAXOSSTORE_TESTS_SIM_ORACLES_MUTATION_H_

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tests/sim/oracles/story.h"

namespace paxosstore::sim {

enum class Claim {
  kIllegal,  // the row's oracle must reject
  kLegal,    // all must accept
  kOpen,     // it depends on the rest of the story: the naive judge knows
};

// One change, at one place.
struct Edit {
  enum class Kind { kDrop, kDuplicate, kSwap, kMove, kAlter };
  Kind kind = Kind::kDrop;
  Claim claim = Claim::kOpen;
  size_t at = 0;
  size_t other = 0;               // kSwap: the other place; kMove: to in front of that
  std::optional<Report> altered;  // kAlter
};

// The reports of `story` with the edit made. Points into both.
std::vector<const Report*> Edited(const Story& story, const Edit& edit);

struct Mutation {
  std::string name;
  // Any of these rejects what is illegal: more than one where the order of events decides.
  std::vector<std::string> oracles;
  // The change at report `i`; nothing where it makes no sense.
  std::function<std::optional<Edit>(const Story& story, size_t i)> make;
};

// By what they lie about.
std::vector<Mutation> MutationsOfMessages();
std::vector<Mutation> MutationsOfRecords();
std::vector<Mutation> MutationsOfClaims();
std::vector<Mutation> MutationsOfMemory();
std::vector<Mutation> LegalMutations();

// --- For the rows ---

inline Edit Altered(size_t at, Report report, bool illegal) {
  return {Edit::Kind::kAlter, illegal ? Claim::kIllegal : Claim::kOpen, at, 0, std::move(report)};
}
// The report at `i`, if it is one of those.
template <typename Kind>
const Kind* ReportAt(const Story& story, size_t i) {
  return std::get_if<Kind>(&story.reports()[i]);
}
template <typename Body>
const Body* BodyAt(const Story& story, size_t i) {
  const auto* send = ReportAt<SendReport>(story, i);
  return send == nullptr ? nullptr : std::get_if<Body>(&send->message.body);
}

// The next ballot above, and below; none stays none below.
Ballot Above(Ballot ballot);
Ballot Below(Ballot ballot);
// Neither of the two.
NodeId Third(NodeId a, NodeId b);
ValuePtr WithOtherId(const Value& value);
ValuePtr WithOtherContent(const Value& value);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_TESTS_SIM_ORACLES_MUTATION_H_
