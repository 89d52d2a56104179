// The formats of `paxsim check` that hold registers: histories of other systems, key by key.
#ifndef PAXOSSTORE_TOOLS_PAXSIM_CHECK_REGISTERS_H_
#define PAXOSSTORE_TOOLS_PAXSIM_CHECK_REGISTERS_H_

#include "tools/paxsim/history_to_check.h"

namespace paxosstore::paxsim {

// REQUIRES: flags.format is etcd, jepsen or kv.
absl::StatusOr<HistoryToCheck> ReadRegisters(const CheckFlags& flags);

}  // namespace paxosstore::paxsim

#endif  // PAXOSSTORE_TOOLS_PAXSIM_CHECK_REGISTERS_H_
