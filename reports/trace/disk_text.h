// What a simulated disk holds and what is wrong with it, as text.
#ifndef PAXOSSTORE_REPORTS_TRACE_DISK_TEXT_H_
#define PAXOSSTORE_REPORTS_TRACE_DISK_TEXT_H_

#include <string>

#include "sim/sim_disk.h"

namespace paxosstore::reports {

// Several lines, indented.
std::string DiskText(const sim::DiskModel& disk, Instant now);

}  // namespace paxosstore::reports

#endif  // PAXOSSTORE_REPORTS_TRACE_DISK_TEXT_H_
