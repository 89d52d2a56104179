// Made histories as files, to feed other checkers with the same.
#ifndef PAXOSSTORE_TOOLS_BENCH_CHECKER_WRITE_HISTORY_H_
#define PAXOSSTORE_TOOLS_BENCH_CHECKER_WRITE_HISTORY_H_

#include <string>

#include "absl/status/status.h"
#include "sim/check/register_history.h"

namespace paxosstore::bench {

// Of one register, in the format `etcd` of sim/check/formats/formats.h.
std::string EtcdText(const sim::RegisterHistory& history, const sim::Values& values);
// In the format `kv`. REQUIRES: nobody compares.
std::string KvText(const sim::RegisterHistory& history, const sim::Values& values);
bool HasCompareAndSet(const sim::RegisterHistory& history);

// NAME.log in the format etcd, and NAME.txt in the format kv if nobody compares.
absl::Status WriteHistory(const std::string& folder, const std::string& name,
                          const sim::RegisterHistories& histories);

}  // namespace paxosstore::bench

#endif  // PAXOSSTORE_TOOLS_BENCH_CHECKER_WRITE_HISTORY_H_
