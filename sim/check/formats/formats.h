// The formats in which histories of registers are read. Each reads a whole file; an error names
// file, line and column. What a history leaves open has no answer: it may take effect later.
#ifndef PAXOSSTORE_SIM_CHECK_FORMATS_FORMATS_H_
#define PAXOSSTORE_SIM_CHECK_FORMATS_FORMATS_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "sim/check/register_history.h"

namespace paxosstore::sim {

// The log of a Jepsen test of etcd: one register with read, write and compare-and-set, one event a
// line: "INFO jepsen.util - PROCESS :invoke|:ok|:fail|:info :read|:write|:cas ARGUMENT". A refused
// compare-and-set (":fail") has seen another value than the one it expected.
absl::StatusOr<RegisterHistories> ParseEtcd(std::string_view text, const std::string& file);

// Independent keys with get, put and append, one map a line: "{:process 0, :type :invoke, :f :put,
// :key "k", :value "v"}". A key that was never written is empty.
absl::StatusOr<RegisterHistories> ParseKv(std::string_view text, const std::string& file);

// A Jepsen history of registers, maps one after the other or in a vector: {:process 0, :type
// :invoke|:ok|:fail|:info, :f :read|:write|:cas, :value V}. For :cas the value is [expected new];
// with independent keys it is [key value]. What failed did not happen. Processes that are no
// numbers (:nemesis) are no clients.
absl::StatusOr<RegisterHistories> ParseJepsen(std::string_view text, const std::string& file);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_CHECK_FORMATS_FORMATS_H_
