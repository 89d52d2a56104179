#include "tools/paxsim/campaign/shard.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "core/base/status_macros.h"

namespace paxosstore::paxsim {
namespace {

constexpr uint32_t kShardsMax = 1'000'000;

absl::StatusOr<uint32_t> Number(const Environment& get, const char* name) {
  const char* text = get(name);
  if (text == nullptr) return absl::InvalidArgumentError(std::string(name) + " is not set");
  uint32_t number = 0;
  if (absl::SimpleAtoi(text, &number)) return number;
  return absl::InvalidArgumentError(absl::StrFormat("%s=%s is not a number", name, text));
}

absl::StatusOr<Shard> Checked(uint64_t index, uint64_t count, const std::string& source) {
  if (count >= 1 && count <= kShardsMax && index >= 1 && index <= count) {
    return Shard{static_cast<uint32_t>(index), static_cast<uint32_t>(count), source};
  }
  return absl::InvalidArgumentError(absl::StrFormat("there is no shard %d of %d%s", index, count,
                                                    source.empty() ? "" : " (" + source + ")"));
}

absl::StatusOr<Shard> FromGoogleTest(const Environment& get) {
  ASSIGN_OR_RETURN(const uint32_t index, Number(get, "GTEST_SHARD_INDEX"));
  ASSIGN_OR_RETURN(const uint32_t count, Number(get, "GTEST_TOTAL_SHARDS"));
  return Checked(uint64_t{index} + 1, count, "GTEST_SHARD_INDEX");
}

// The array may begin anywhere and have gaps of one size: 10-40:10 are four tasks.
absl::StatusOr<Shard> FromSlurm(const Environment& get) {
  ASSIGN_OR_RETURN(const uint32_t id, Number(get, "SLURM_ARRAY_TASK_ID"));
  ASSIGN_OR_RETURN(const uint32_t first, Number(get, "SLURM_ARRAY_TASK_MIN"));
  ASSIGN_OR_RETURN(const uint32_t count, Number(get, "SLURM_ARRAY_TASK_COUNT"));
  uint32_t step = 1;
  if (get("SLURM_ARRAY_TASK_STEP") != nullptr) {
    ASSIGN_OR_RETURN(step, Number(get, "SLURM_ARRAY_TASK_STEP"));
  }
  if (id < first || step == 0 || (id - first) % step != 0) {
    return absl::InvalidArgumentError(absl::StrFormat(
        "SLURM_ARRAY_TASK_ID=%d is none of %d, %d, ...: give the array as FIRST-LAST or "
        "FIRST-LAST:STEP",
        id, first, uint64_t{first} + step));
  }
  return Checked(uint64_t{(id - first) / step} + 1, count, "SLURM_ARRAY_TASK_ID");
}

absl::StatusOr<Shard> FromKubernetes(const Environment& get) {
  ASSIGN_OR_RETURN(const uint32_t index, Number(get, "JOB_COMPLETION_INDEX"));
  if (get("JOB_COMPLETIONS") == nullptr) {
    return absl::InvalidArgumentError(
        "JOB_COMPLETION_INDEX is set, but not JOB_COMPLETIONS: let the job's manifest set it to "
        "its number of completions, or give --shard");
  }
  ASSIGN_OR_RETURN(const uint32_t count, Number(get, "JOB_COMPLETIONS"));
  return Checked(uint64_t{index} + 1, count, "JOB_COMPLETION_INDEX");
}

}  // namespace

std::string Shard::Folder() const { return absl::StrFormat("shard-%d-of-%d", index, count); }

absl::StatusOr<Shard> ParseShard(std::string_view text) {
  const size_t slash = text.find('/');
  uint32_t index = 0, count = 0;
  const bool numbers =
      slash != std::string_view::npos &&
      absl::SimpleAtoi(absl::string_view(text.data(), slash), &index) &&
      absl::SimpleAtoi(absl::string_view(text.data() + slash + 1, text.size() - slash - 1), &count);
  if (numbers) return Checked(index, count, "");
  return absl::InvalidArgumentError("\"" + std::string(text) +
                                    "\" is not of the form INDEX/COUNT, such as 1/8 ... 8/8");
}

absl::StatusOr<std::optional<Shard>> ShardFromEnvironment(const Environment& get) {
  using From = absl::StatusOr<Shard> (*)(const Environment&);
  constexpr std::pair<const char*, From> kSources[] = {{"GTEST_SHARD_INDEX", FromGoogleTest},
                                                       {"SLURM_ARRAY_TASK_ID", FromSlurm},
                                                       {"JOB_COMPLETION_INDEX", FromKubernetes}};
  for (const auto& [name, from] : kSources) {
    if (get(name) == nullptr) continue;
    ASSIGN_OR_RETURN(Shard shard, from(get));
    return std::optional<Shard>(std::move(shard));
  }
  return std::optional<Shard>();
}

}  // namespace paxosstore::paxsim
