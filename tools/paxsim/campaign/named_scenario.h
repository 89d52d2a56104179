// A scenario and where it was read.
#ifndef PAXOSSTORE_TOOLS_PAXSIM_CAMPAIGN_NAMED_SCENARIO_H_
#define PAXOSSTORE_TOOLS_PAXSIM_CAMPAIGN_NAMED_SCENARIO_H_

#include <string>

#include "sim/run/scenario.h"

namespace paxosstore::paxsim {

struct NamedScenario {
  std::string path;  // as a user would type it
  sim::Scenario scenario;
};

}  // namespace paxosstore::paxsim

#endif  // PAXOSSTORE_TOOLS_PAXSIM_CAMPAIGN_NAMED_SCENARIO_H_
