// Draws the commands of simulated clients. Objects have kinds: counters get numbers, texts get
// unique values, so that a wrong answer shows; tagged objects have two keys.
#ifndef PAXOSSTORE_SIM_WORKLOAD_COMMAND_MAKER_H_
#define PAXOSSTORE_SIM_WORKLOAD_COMMAND_MAKER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "core/model/command.h"
#include "sim/sim_random.h"
#include "sim/workload/workload_spec.h"

namespace paxosstore::sim {

// The names of the spec's objects: "k0", "t1" ... ("t1" holds the keys "{t1}a" and "{t1}b").
std::vector<std::string> ObjectNames(const WorkloadSpec& spec);

class CommandMaker {
 public:
  // `spec` must outlive the maker.
  explicit CommandMaker(const WorkloadSpec* spec);

  uint32_t DrawObject(RandomStream& random) const;
  // One request on object number `object`. `unique` differs from request to request.
  std::vector<model::Command> Draw(uint32_t object, uint64_t unique, RandomStream& random) const;
  // A read of the object.
  std::vector<model::Command> MakeRead(uint32_t object) const;

 private:
  model::Command DrawOne(uint32_t object, const std::string& unique, RandomStream& random) const;
  Verb DrawVerb(RandomStream& random) const;
  std::string Key(uint32_t object, RandomStream& random) const;
  bool Tagged(uint32_t object) const;

  const WorkloadSpec* const spec_;
  std::vector<std::string> names_;
  uint64_t weights_ = 0;
  std::vector<uint64_t> zipf_sums_;  // of objects 0..i; empty: no zipf
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_WORKLOAD_COMMAND_MAKER_H_
