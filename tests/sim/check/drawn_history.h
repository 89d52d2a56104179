// Histories of one register, drawn from a seed: true ones, by letting each operation take effect at
// some moment of its own, and such with something changed, which may be wrong then.
#ifndef PAXOSSTORE_TESTS_SIM_CHECK_DRAWN_HISTORY_H_
#define PAXOSSTORE_TESTS_SIM_CHECK_DRAWN_HISTORY_H_

#include <cstdint>
#include <string>
#include <vector>

#include "sim/check/register_history.h"
#include "sim/sim_random.h"

namespace paxosstore::sim {

// What a history may have in it.
struct HistoryKind {
  bool unique = false;      // no value is written twice
  bool unanswered = false;  // writes and reads
  bool cas = false;
  bool refusals = false;  // of compare-and-sets
  bool appends = false;
  bool ambiguous = false;  // what is appended may be read in several ways
};
inline constexpr uint64_t kHistoryKinds = 64;
HistoryKind KindOfNumber(uint64_t number);

struct HistorySize {
  uint32_t operations_min, operations_max;
  uint32_t processes_max;
  uint32_t unanswered_max;
};

struct DrawnHistory {
  Values values;
  std::vector<RegisterOperation> operations;  // in order of starts
};

// Linearizable by construction. Between two neighbouring event numbers there is room for others.
DrawnHistory DrawTrueHistory(const HistoryKind& kind, const HistorySize& size,
                             RandomStream& random);
// Changes one thing: a value seen, two answers, a refusal, a span; or drops or doubles an
// operation, or answers one that had no answer. May change nothing where there is nothing of the
// sort.
void ChangeSomething(DrawnHistory& history, RandomStream& random);

void SortByStarts(std::vector<RegisterOperation>& operations);
// For a failed test: each operation with its span, then all on a time line.
std::string HistoryText(const std::vector<RegisterOperation>& operations, const Values& values);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_TESTS_SIM_CHECK_DRAWN_HISTORY_H_
