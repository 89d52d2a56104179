// `--trace` of run and replay: the run as a file to look at.
#ifndef PAXOSSTORE_TOOLS_PAXSIM_TRACE_OUTPUT_H_
#define PAXOSSTORE_TOOLS_PAXSIM_TRACE_OUTPUT_H_

#include <CLI/CLI.hpp>
#include <string>

#include "sim/run/run.h"
#include "sim/trace/trace.h"

namespace paxosstore::paxsim {

class TraceOutput {
 public:
  // Adds the flag. Must outlive the command line.
  void AddTo(CLI::App* command);
  // Before the run. False, with the reason on the error output, if no such file can be written.
  [[nodiscard]] bool Prepare(sim::RunOptions* options);
  // After the run: writes the file, if one was asked for, and says so. False as Prepare.
  [[nodiscard]] bool Write(const std::string& replay);

 private:
  std::string path_;  // empty: not asked for
  sim::Trace trace_;
};

}  // namespace paxosstore::paxsim

#endif  // PAXOSSTORE_TOOLS_PAXSIM_TRACE_OUTPUT_H_
