// What is measured: the rows of the table, each with the aim that stands beside it.
#ifndef PAXOSSTORE_TOOLS_BENCH_CHECKER_ROWS_H_
#define PAXOSSTORE_TOOLS_BENCH_CHECKER_ROWS_H_

#include <optional>
#include <string>
#include <vector>

#include "tools/bench/checker/generator.h"
#include "tools/bench/checker/listed_histories.h"

namespace paxosstore::bench {

struct Row {
  std::string name;
  std::string aim;
  std::vector<ListedHistory> listed;  // either these
  std::optional<HistoryPlan> plan;    // or this
  std::string skipped;                // neither, and why
  bool evidence = false;              // the counterexample is of interest
};

struct RowOptions {
  std::string histories;  // the folder of the recorded ones; may be absent
  std::string data;       // tests/data/histories
  bool quick = false;     // only what takes no long time
};

std::vector<Row> AllRows(const RowOptions& options);

}  // namespace paxosstore::bench

#endif  // PAXOSSTORE_TOOLS_BENCH_CHECKER_ROWS_H_
