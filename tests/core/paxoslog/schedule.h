// Random schedules for a cluster of logs. Each draws its own rates (swarm): some never crash, some
// never lose a message, some keep part of the replicas apart, some have one proposer and some five.
#ifndef PAXOSSTORE_TESTS_CORE_PAXOSLOG_SCHEDULE_H_
#define PAXOSSTORE_TESTS_CORE_PAXOSLOG_SCHEDULE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace paxosstore {

// Where a schedule's choices come from: a seed, or a list that can be shrunk (then zeros).
class Choices {
 public:
  explicit Choices(uint64_t seed) : state_(seed) {}
  explicit Choices(std::vector<uint32_t> list) : list_(std::move(list)), from_list_(true) {}
  // In [0, bound). REQUIRES: bound > 0.
  uint64_t Below(uint64_t bound) { return Next() % bound; }
  bool Exhausted() const { return from_list_ && at_ >= list_.size(); }

 private:
  uint64_t Next();

  uint64_t state_ = 0;
  std::vector<uint32_t> list_;
  size_t at_ = 0;
  bool from_list_ = false;
};

struct Verdict {
  std::optional<std::string> violation;
  uint64_t entries = 0;  // chosen when all was healed
  uint64_t crashes = 0;
  uint64_t messages = 0;
};

// Runs one schedule on `replicas` replicas, heals the cluster, and says what was violated.
Verdict RunSchedule(size_t replicas, Choices choices);

// As above from a seed; the number of replicas (3 or 5) is the seed's own choice.
Verdict RunSeed(uint64_t seed);

}  // namespace paxosstore

#endif  // PAXOSSTORE_TESTS_CORE_PAXOSLOG_SCHEDULE_H_
