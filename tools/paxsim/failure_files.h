// Stored failures as the commands of paxsim write them: with the story, and how to see it again.
#ifndef PAXOSSTORE_TOOLS_PAXSIM_FAILURE_FILES_H_
#define PAXOSSTORE_TOOLS_PAXSIM_FAILURE_FILES_H_

#include <optional>
#include <string>

#include "sim/shrink/shrink.h"
#include "tools/paxsim/commands.h"

namespace paxosstore::paxsim {

// Writes the file. `shrunk`: each fault and operation left is necessary. False, with a message on
// the error output, if it cannot be written.
bool WriteFailureFile(const sim::FailureCase& failing, bool shrunk, const std::string& path,
                      const std::string& program);

// "2 fault events, 3 operations of clients, 1 choice by chance ..."
std::string SizeOf(const sim::FailureCase& failing);

// Shrinks with a progress line on the error output.
sim::ShrinkResult ShrinkShowing(sim::FailureCase failing, uint64_t runs_max);

// As SwitchBugOn, for all that the case needs.
std::optional<int> Prepare(const sim::FailureCase& failing, const std::string& source,
                           const Invocation& invocation);

// Turns the planted bug on for this process. An exit code: this program cannot (its sibling, which
// can, takes over; or the name is unknown).
std::optional<int> SwitchBugOn(const std::string& bug, const std::string& source,
                               const Invocation& invocation);

}  // namespace paxosstore::paxsim

#endif  // PAXOSSTORE_TOOLS_PAXSIM_FAILURE_FILES_H_
