// A true story: all that the oracles were told in one real run, with what a naive reader makes of
// it. Each answer is a scan of the reports, and knows nothing of how the oracles keep their books.
#ifndef PAXOSSTORE_TESTS_SIM_ORACLES_STORY_H_
#define PAXOSSTORE_TESTS_SIM_ORACLES_STORY_H_

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/history/history.h"
#include "sim/oracles/judge.h"
#include "sim/oracles/report.h"

namespace paxosstore::sim {

class Story {
 public:
  // A short life of three nodes under contending clients; two nodes crash and come back. A pure
  // function of the seed.
  static Story Record(uint64_t seed);

  const std::vector<Report>& reports() const { return reports_; }
  const History& history() const { return history_; }
  // As the history numbers them.
  const std::vector<std::string>& objects() const { return objects_; }
  static constexpr size_t kNodes = 3;

  // --- Of the reports before number `i` ---

  // The highest promise, and whether this accept, has become durable on the node.
  Ballot PromiseBefore(size_t i, NodeId node, const std::string& object, EntryId entry) const;
  bool AcceptBefore(size_t i, NodeId node, const std::string& object, EntryId entry,
                    Ballot accepted) const;
  // The durable accept of the node at the highest ballot.
  std::optional<ProposalId> LastAcceptBefore(size_t i, NodeId node, const std::string& object,
                                             EntryId entry) const;
  // The value that was seen at the ballot, durable anywhere or proposed to anybody.
  std::optional<ProposalId> SeenBefore(size_t i, const std::string& object, EntryId entry,
                                       Ballot ballot) const;
  // What the node knows to be chosen, from its own mouth.
  EntryId KnownBefore(size_t i, NodeId node, const std::string& object) const;
  // What the node's platter is known to say about what is chosen.
  EntryId StoredBefore(size_t i, NodeId node, const std::string& object) const;
  // The last OnState of the node about the object, if it has not started anew since.
  const StateReport* StateBefore(size_t i, NodeId node, const std::string& object) const;
  bool ChosenBefore(size_t i, const std::string& object, EntryId entry) const {
    return ChosenAt(object, entry) < i;
  }

  // --- Of the whole ---

  // The report that made the entry chosen: reports().size() if none did.
  size_t ChosenAt(const std::string& object, EntryId entry) const;
  std::optional<ProposalId> ChosenId(const std::string& object, EntryId entry) const;
  // In how many reports the chosen value's content is told.
  size_t ContentsTold(const std::string& object, EntryId entry) const;

  // The same life, told otherwise.
  Story Retold(const std::vector<const Report*>& reports) const;
  // Without report number `i`; with `report` in its place.
  Story Without(size_t i) const;
  Story With(size_t i, Report report) const;

 private:
  // Something durable, or proposed.
  struct Sighting {
    size_t at;
    NodeId node;
    Ballot promised, accepted;
    std::optional<ProposalId> id;
    bool durable;
  };
  using Place = std::pair<std::string, EntryId>;

  Story() : history_(0) {}
  void BuildIndex();
  const std::vector<Sighting>& At(const std::string& object, EntryId entry) const;

  std::vector<Report> reports_;
  History history_;  // with no effects marked
  std::vector<std::string> objects_;
  std::map<Place, std::vector<Sighting>> sightings_;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_TESTS_SIM_ORACLES_STORY_H_
