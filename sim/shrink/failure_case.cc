#include "sim/shrink/failure_case.h"

#include <utility>

#include "absl/strings/ascii.h"

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

// Letters before a number are the name of something of which there are several: k0, t11, n2.
std::string SignatureOf(const Failure& failure) {
  std::string signature = failure.oracle + ": ";
  const size_t words = signature.size();
  bool number = false;
  // The first line: what follows are the circumstances.
  for (const char c : failure.what.substr(0, failure.what.find('\n'))) {
    const bool digit = absl::ascii_isdigit(static_cast<unsigned char>(c));
    if (digit && !number) {
      while (signature.size() > words && absl::ascii_isalpha(signature.back())) {
        signature.pop_back();
      }
      signature += '#';
    }
    if (!digit) signature += c;
    number = digit || (number && c == '.');
  }
  return signature;
}

}  // namespace paxosstore::sim
