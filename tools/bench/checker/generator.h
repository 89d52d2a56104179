// Made histories of one register, of any size, each a function of its plan: clients in a closed
// loop, with nothing between an operation and the next, so that as many are open as there are
// clients.
#ifndef PAXOSSTORE_TOOLS_BENCH_CHECKER_GENERATOR_H_
#define PAXOSSTORE_TOOLS_BENCH_CHECKER_GENERATOR_H_

#include <cstdint>

#include "sim/check/register_history.h"

namespace paxosstore::bench {

enum class Ending : uint8_t {
  kRight,
  // Somebody writes a value, alone, and then a read sees another one, which nobody may have written
  // meanwhile.
  kStale,
  // Reads see two values in turn, once more often than unanswered operations could have written
  // them. Only trying which of them took effect shows that.
  kUsedUp,
};

struct HistoryPlan {
  uint64_t seed = 1;
  uint32_t operations = 1000;  // those of the ending come on top
  uint32_t clients = 10;
  uint32_t unanswered = 0;  // spread evenly; half of them take effect, now or much later
  uint32_t values = 0;      // 0: no value is written twice, and nobody compares
  Ending ending = Ending::kRight;
};

// REQUIRES: values are repeated (two at least) if the ending is kUsedUp.
sim::RegisterHistories Generate(const HistoryPlan& plan);

}  // namespace paxosstore::bench

#endif  // PAXOSSTORE_TOOLS_BENCH_CHECKER_GENERATOR_H_
