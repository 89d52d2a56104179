// The text that `paxsim check` prints.
#ifndef PAXOSSTORE_REPORTS_CHECK_TEXT_H_
#define PAXOSSTORE_REPORTS_CHECK_TEXT_H_

#include <cstddef>
#include <string>

#include "reports/check_report.h"

namespace paxosstore::reports {

// One of the keys: a line of verdict; for a violation then why, and its drawing. Nothing for a
// linearizable one that is the only one or one of many (kListedKeysMax).
std::string CheckedKeyText(const CheckedKey& key, size_t keys);

// The last line: verdict and totals.
std::string CheckSummary(const CheckReport& report);

}  // namespace paxosstore::reports

#endif  // PAXOSSTORE_REPORTS_CHECK_TEXT_H_
