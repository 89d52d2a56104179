// `paxsim run --history`: what the clients of a run saw, as a file.
#ifndef PAXOSSTORE_TOOLS_PAXSIM_HISTORY_OUTPUT_H_
#define PAXOSSTORE_TOOLS_PAXSIM_HISTORY_OUTPUT_H_

#include <CLI/CLI.hpp>
#include <string>

#include "sim/history/recorded_history.h"

namespace paxosstore::paxsim {

struct HistoryFlags {
  std::string path;  // empty: not asked for
  std::string format = "store";
  std::string key;  // empty: all
};

// `flags` must outlive the command line.
void AddHistoryFlags(CLI::App* run, HistoryFlags* flags);

// Says what was written. False, with the reason on the error output, if the file cannot be written
// or the history has no form in the format; then there is no file.
[[nodiscard]] bool WriteHistoryTo(const HistoryFlags& flags, const sim::RecordedHistory& history);

}  // namespace paxosstore::paxsim

#endif  // PAXOSSTORE_TOOLS_PAXSIM_HISTORY_OUTPUT_H_
