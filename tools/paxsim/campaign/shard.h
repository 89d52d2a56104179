// Which part of a campaign this process does: one of several that share the work, on one machine or
// on many, and know nothing of each other. Their results together are those of one process.
#ifndef PAXOSSTORE_TOOLS_PAXSIM_CAMPAIGN_SHARD_H_
#define PAXOSSTORE_TOOLS_PAXSIM_CAMPAIGN_SHARD_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace paxosstore::paxsim {

// Which of `count` shards, from 1, has task t: the t-th run of the whole campaign, over `scenarios`
// scenarios in turn. All get equally many, and each comes to every scenario.
inline uint32_t ShardOf(uint64_t task, uint64_t scenarios, uint32_t count) {
  return static_cast<uint32_t>((task % scenarios + task / scenarios) % count) + 1;
}

struct Shard {
  uint32_t index = 1;  // 1 ... count
  uint32_t count = 1;
  std::string source = {};  // where it was read; empty: the command line

  bool Holds(uint64_t task, uint64_t scenarios) const {
    return ShardOf(task, scenarios, count) == index;
  }
  // "shard-3-of-8"
  std::string Folder() const;
};

// "3/8".
absl::StatusOr<Shard> ParseShard(std::string_view text);

// What a scheduler tells its tasks: GoogleTest's shards (GTEST_SHARD_INDEX, GTEST_TOTAL_SHARDS), a
// Slurm array (SLURM_ARRAY_TASK_ID, with _MIN, _COUNT and _STEP), an indexed Kubernetes job
// (JOB_COMPLETION_INDEX, and JOB_COMPLETIONS, which its manifest has to set). Nothing if none is
// there; an error if one is there in part, since every task would do the same.
using Environment = std::function<const char*(const char* name)>;
absl::StatusOr<std::optional<Shard>> ShardFromEnvironment(const Environment& get);

}  // namespace paxosstore::paxsim

#endif  // PAXOSSTORE_TOOLS_PAXSIM_CAMPAIGN_SHARD_H_
