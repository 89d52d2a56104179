#include "sim/shrink/failure_case.h"

#include <utility>

namespace paxosstore::sim {

std::optional<FailureCase> Capture(const Scenario& scenario, uint64_t seed,
                                   const RunOptions& options) {
  RunOptions with_tape = options;
  with_tape.tape = true;
  const RunReport report = RunScenario(scenario, seed, with_tape);
  if (!report.failure.has_value()) return std::nullopt;
  FailureCase written{WrittenOut(scenario, report), seed, options.until, "", {}, 0};
  const RunReport again = Rerun(written);
  if (again.failure.has_value() && again.failure->oracle == report.failure->oracle) {
    written.failure = *again.failure;
    written.trace_hash = again.trace_hash;
    return written;
  }
  return FailureCase{DrawSwarm(scenario, seed), seed, options.until, "", *report.failure,
                     report.trace_hash};
}

RunReport Rerun(const FailureCase& failing, RunOptions options) {
  if (!options.until.has_value()) options.until = failing.until;
  return RunScenario(failing.scenario, failing.seed, options);
}

std::string SignatureOf(const Failure& failure) {
  std::string signature = failure.oracle + ": ";
  bool number = false;
  // The first line: what follows are the circumstances.
  for (const char c : failure.what.substr(0, failure.what.find('\n'))) {
    const bool digit = c >= '0' && c <= '9';
    if (!digit) signature += c;
    if (digit && !number) signature += '#';
    number = digit || (number && c == '.');
  }
  return signature;
}

}  // namespace paxosstore::sim
