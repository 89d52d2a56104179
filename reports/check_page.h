// The page that `paxsim check --html` writes.
#ifndef PAXOSSTORE_REPORTS_CHECK_PAGE_H_
#define PAXOSSTORE_REPORTS_CHECK_PAGE_H_

#include <string>

#include "reports/check_report.h"

namespace paxosstore::reports {

// One document, without references to others: the verdict, the keys (violations first, then the
// undecided, each in the order of the report), and a time line of the guilty operations of each
// violation, with the same as a table.
std::string CheckPage(const CheckReport& report);

}  // namespace paxosstore::reports

#endif  // PAXOSSTORE_REPORTS_CHECK_PAGE_H_
