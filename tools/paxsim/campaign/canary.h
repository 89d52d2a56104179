// Canaries: now and then a seed runs with a planted bug, and the oracles have to find it. So a
// campaign that finds nothing shows that it would have: that workers run what they should, that
// oracles are on, and that what they find arrives in the report.
//
// A canary runs the scenario in which its bug is hunted, for which docs/PLANTED_BUGS.md has
// measured how often a seed finds it. It never counts as a failure of the store.
#ifndef PAXOSSTORE_TOOLS_PAXSIM_CAMPAIGN_CANARY_H_
#define PAXOSSTORE_TOOLS_PAXSIM_CAMPAIGN_CANARY_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "core/base/planted_bug.h"
#include "tools/paxsim/campaign/named_scenario.h"

namespace paxosstore::paxsim {

// A bug that a campaign may plant.
struct CanaryBug {
  PlantedBug bug = PlantedBug::kNone;
  std::string_view name;
  std::string_view scenario;  // by its bare name
  // Of a thousand seeds so many find it.
  uint64_t expected_permille = 0;
};

// Those of which it was measured how soon a seed shows them, in the order of the catalogue.
std::vector<CanaryBug> CanaryBugs();

class Canaries {
 public:
  // Of `one_in` seeds about one; 0: none.
  static absl::StatusOr<Canaries> Load(uint64_t one_in);
  Canaries() = default;

  struct Canary {
    const CanaryBug* bug;
    const NamedScenario* scenario;
  };
  // What the seed has to run instead of its own scenario; a null bug: it is no canary. The same in
  // all campaigns.
  Canary Of(uint64_t seed) const;
  uint64_t one_in() const { return one_in_; }

 private:
  uint64_t one_in_ = 0;
  std::vector<CanaryBug> bugs_;
  std::vector<NamedScenario> scenarios_;  // one a bug
};

}  // namespace paxosstore::paxsim

#endif  // PAXOSSTORE_TOOLS_PAXSIM_CAMPAIGN_CANARY_H_
