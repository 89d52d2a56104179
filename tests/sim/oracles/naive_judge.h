// The naive twin of the watch: which oracles a story offends, by the rules as one would say them,
// each looked up in the whole story anew. Slow.
#ifndef PAXOSSTORE_TESTS_SIM_ORACLES_NAIVE_JUDGE_H_
#define PAXOSSTORE_TESTS_SIM_ORACLES_NAIVE_JUDGE_H_

#include <set>
#include <string>

#include "tests/sim/oracles/story.h"

namespace paxosstore::sim {

// Names of oracles; empty: the story is a true one. Does not judge "exactly once".
std::set<std::string> OffendedOracles(const Story& story);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_TESTS_SIM_ORACLES_NAIVE_JUDGE_H_
