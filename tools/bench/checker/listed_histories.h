// Folders of recorded histories with known verdicts: expected.csv names file, format and verdict of
// each. For the benchmark and the tests of the checker.
#ifndef PAXOSSTORE_TOOLS_BENCH_CHECKER_LISTED_HISTORIES_H_
#define PAXOSSTORE_TOOLS_BENCH_CHECKER_LISTED_HISTORIES_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "sim/check/register_history.h"

namespace paxosstore::bench {

struct ListedHistory {
  std::string path;
  std::string file;    // its name in the list
  std::string format;  // etcd or kv
  bool linearizable = false;
};

// NotFound if the folder has no list.
absl::StatusOr<std::vector<ListedHistory>> ListHistories(const std::string& folder);
absl::StatusOr<sim::RegisterHistories> ReadHistories(const ListedHistory& listed);

}  // namespace paxosstore::bench

#endif  // PAXOSSTORE_TOOLS_BENCH_CHECKER_LISTED_HISTORIES_H_
