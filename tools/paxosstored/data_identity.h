// Whose a data folder is.
//
// What a disk holds means something only to one node of one set of members with one number of
// shards: which replica may go fast at entry 1, and which shard an object lives in, follow from
// these. A folder that is opened as another node's, or after the members were edited, would vote
// for what it never saw. So the first start writes down whose it is, before any data, and every
// later one compares.
#ifndef PAXOSSTORE_TOOLS_PAXOSSTORED_DATA_IDENTITY_H_
#define PAXOSSTORE_TOOLS_PAXOSSTORED_DATA_IDENTITY_H_

#include "absl/status/status.h"
#include "tools/paxosstored/config.h"

namespace paxosstore {

// Claims config.data_dir, which must exist: durable when it returns. FailedPrecondition if the
// folder is another's, or holds data but does not say whose; Unavailable if it cannot be read or
// written.
absl::Status ClaimDataFolder(const NodeConfig& config);

}  // namespace paxosstore

#endif  // PAXOSSTORE_TOOLS_PAXOSSTORED_DATA_IDENTITY_H_
