// What `paxsim check` has read, ready to be judged key by key.
#ifndef PAXOSSTORE_TOOLS_PAXSIM_HISTORY_TO_CHECK_H_
#define PAXOSSTORE_TOOLS_PAXSIM_HISTORY_TO_CHECK_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "reports/check_report.h"

namespace paxosstore::paxsim {

struct CheckFlags {
  std::string file;
  std::string format;
  std::string html;
  uint64_t budget = 20'000'000;
  bool ignore_versions = false;
};

// Of the search for a small part that shows a violation; the verdict stands already.
inline constexpr uint64_t kEvidenceBudget = 2'000'000;

struct KeyToCheck {
  std::function<reports::CheckedKey()> judge;    // all but time and evidence
  std::function<sim::Evidence()> find_evidence;  // of a violation
};

struct HistoryToCheck {
  std::vector<KeyToCheck> keys;
  std::string about;  // which run it is of, if the file tells
};

// NotFound if the file cannot be read.
absl::StatusOr<std::string> ReadWhole(const std::string& path);

}  // namespace paxosstore::paxsim

#endif  // PAXOSSTORE_TOOLS_PAXSIM_HISTORY_TO_CHECK_H_
