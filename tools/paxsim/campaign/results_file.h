// The results of a campaign as they come, so that nothing is lost however it ends: a line for each
// session that says what the campaign is, and a line for each run, written as it ends.
//
// A process that is killed leaves at worst a torn last line, and a machine that loses power some
// more of them: the reader leaves a torn end out, and whoever goes on with the file cuts it off.
// Damage before whole lines is an error that names the line.
#ifndef PAXOSSTORE_TOOLS_PAXSIM_CAMPAIGN_RESULTS_FILE_H_
#define PAXOSSTORE_TOOLS_PAXSIM_CAMPAIGN_RESULTS_FILE_H_

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tools/paxsim/campaign/results_lines.h"

namespace paxosstore::paxsim {

inline constexpr char kResultsName[] = "results.jsonl";

// The runs of the file at `path`, in its order, each told to `visit`; returns the last header.
// NotFound if there is no file, or none with a whole line.
absl::StatusOr<CampaignHeader> ReadResults(
    const std::string& path, absl::FunctionRef<void(const reports::RunRecord&)> visit);

class ResultsFile {
 public:
  // Creates the file and its folder if they are not there. FailedPrecondition if another process
  // has it open. Changes nothing yet.
  static absl::StatusOr<std::unique_ptr<ResultsFile>> Open(const std::string& path);
  ~ResultsFile();
  ResultsFile(const ResultsFile&) = delete;
  ResultsFile& operator=(const ResultsFile&) = delete;

  // What is there already; the last header, or nothing in a new file.
  absl::StatusOr<std::optional<CampaignHeader>> Read(
      absl::FunctionRef<void(const reports::RunRecord&)> visit);
  // Cuts a torn end off, and goes on behind the last whole line with the header. REQUIRES: Read.
  [[nodiscard]] absl::Status Begin(const CampaignHeader& header);
  // In the page cache when it returns: a killed process loses nothing.
  [[nodiscard]] absl::Status Append(const reports::RunRecord& run);
  // On the disk, at most a second old; call it now and then.
  [[nodiscard]] absl::Status SyncIfDue();
  [[nodiscard]] absl::Status Sync();

 private:
  ResultsFile(std::string path, int fd) : path_(std::move(path)), fd_(fd) {}
  [[nodiscard]] absl::Status AppendLine(std::string line);
  absl::Status Error(const char* what) const;

  const std::string path_;
  const int fd_;
  uint64_t whole_bytes_ = 0;
  bool dirty_ = false;
  std::chrono::steady_clock::time_point synced_ = std::chrono::steady_clock::now();
};

}  // namespace paxosstore::paxsim

#endif  // PAXOSSTORE_TOOLS_PAXSIM_CAMPAIGN_RESULTS_FILE_H_
