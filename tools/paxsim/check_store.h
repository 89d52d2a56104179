// The format `store` of `paxsim check`: histories of our own runs, object by object.
#ifndef PAXOSSTORE_TOOLS_PAXSIM_CHECK_STORE_H_
#define PAXOSSTORE_TOOLS_PAXSIM_CHECK_STORE_H_

#include "tools/paxsim/history_to_check.h"

namespace paxosstore::paxsim {

absl::StatusOr<HistoryToCheck> ReadStore(const CheckFlags& flags);

}  // namespace paxosstore::paxsim

#endif  // PAXOSSTORE_TOOLS_PAXSIM_CHECK_STORE_H_
