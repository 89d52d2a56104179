#include "tools/paxsim/dump_output.h"

#include <cstdio>

#include "absl/strings/numbers.h"
#include "reports/trace/node_text.h"
#include "sim/run/check_guard.h"

namespace paxosstore::paxsim {

void DumpOutput::AddTo(CLI::App* command) {
  command->add_option(
      "--dump", flag_,
      "Print what this node (1, 2 ... or all) is when the run ends: process, clock, "
      "links, disk, and each object in its memory and on its platter. With --until "
      "T, at that time");
}

bool DumpOutput::Prepare(uint32_t nodes, sim::RunOptions* options) {
  if (flag_.empty()) return true;
  uint32_t node = 0;
  if (flag_ != "all") {
    if (!absl::SimpleAtoi(flag_, &node) || node == 0 || node > nodes) {
      std::fprintf(stderr, "--dump: %s: this run has %u %s; give a number from 1 to %u, or all\n",
                   flag_.c_str(), nodes, nodes == 1 ? "node" : "nodes", nodes);
      return false;
    }
    only_ = NodeId(node);
  }
  options->at_end = [this](sim::World& world) { LookAt(world); };
  return true;
}

void DumpOutput::LookAt(sim::World& world) {
  for (const NodeId node : world.nodes()) {
    if (only_.has_value() && node != *only_) continue;
    try {
      text_ += "\n" + reports::NodeText(world, node);
    } catch (const sim::CheckFailed& failed) {
      // After a failed assertion a process may be in any state.
      text_ += "n" + ToString(node) + " cannot be looked at: " + failed.message + "\n";
    }
  }
}

void DumpOutput::Print() const { std::printf("%s", text_.c_str()); }

}  // namespace paxosstore::paxsim
