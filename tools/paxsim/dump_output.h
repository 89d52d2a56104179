// `--dump` of run and replay: what nodes are when the run ends, printed.
#ifndef PAXOSSTORE_TOOLS_PAXSIM_DUMP_OUTPUT_H_
#define PAXOSSTORE_TOOLS_PAXSIM_DUMP_OUTPUT_H_

#include <CLI/CLI.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "sim/run/run.h"

namespace paxosstore::paxsim {

class DumpOutput {
 public:
  // Adds the flag. Must outlive the command line.
  void AddTo(CLI::App* command);
  // Before a run with so many nodes. False, with the reason on the error output, if the flag names
  // none of them.
  [[nodiscard]] bool Prepare(uint32_t nodes, sim::RunOptions* options);
  // After the run.
  void Print() const;

 private:
  void LookAt(sim::World& world);

  std::string flag_;  // empty: not asked for
  std::optional<NodeId> only_;
  std::string text_;
};

}  // namespace paxosstore::paxsim

#endif  // PAXOSSTORE_TOOLS_PAXSIM_DUMP_OUTPUT_H_
