// What happened in a failing run, in words: who promised and accepted what and when, what reached a
// disk and what did not, which faults struck, what clients were told.
#ifndef PAXOSSTORE_SIM_SHRINK_STORY_H_
#define PAXOSSTORE_SIM_SHRINK_STORY_H_

#include <cstddef>
#include <string>
#include <vector>

#include "sim/shrink/failure_case.h"

namespace paxosstore::sim {

// Runs the case once more and tells it, a line each, in order of time; of a long story the last
// `lines_max` lines, after one that says so. At the end, what some node believed but no disk held.
std::vector<std::string> TellStory(const FailureCase& failing, size_t lines_max = 60);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_SHRINK_STORY_H_
