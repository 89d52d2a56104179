// Folders of histories with known verdicts: expected.csv names file, format and verdict of each.
#ifndef PAXOSSTORE_TESTS_SIM_CHECK_LISTED_HISTORIES_H_
#define PAXOSSTORE_TESTS_SIM_CHECK_LISTED_HISTORIES_H_

#include <string>
#include <vector>

#include "sim/check/register_history.h"

namespace paxosstore::sim {

struct ListedHistory {
  std::string path;
  std::string file;    // its name in the list
  std::string format;  // etcd or kv
  bool linearizable = false;
};

// Empty if the folder has no list. A line that is none, or a file that cannot be read, ends the
// process with a message.
std::vector<ListedHistory> ListHistories(const std::string& folder);
RegisterHistories ReadHistories(const ListedHistory& listed);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_TESTS_SIM_CHECK_LISTED_HISTORIES_H_
