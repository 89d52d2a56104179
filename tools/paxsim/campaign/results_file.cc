#include "tools/paxsim/campaign/results_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <utility>

#include "core/base/status_macros.h"

namespace paxosstore::paxsim {
namespace {

constexpr std::chrono::seconds kSyncEvery{1};

struct Scan {
  std::optional<CampaignHeader> header;
  uint64_t whole_bytes = 0;  // up to the end of the last whole line
};

absl::Status At(const std::string& path, uint64_t line, const absl::Status& why) {
  return {why.code(), path + ":" + std::to_string(line) + ": " + std::string(why.message())};
}

// A line that is not whole may only be followed by others like it.
absl::StatusOr<Scan> ScanFile(const std::string& path,
                              absl::FunctionRef<void(const reports::RunRecord&)> visit) {
  std::ifstream in(path, std::ios::binary);
  if (!in.good()) return absl::NotFoundError(path + ": cannot be read");
  Scan scan;
  uint64_t bytes = 0, number = 0;
  std::optional<absl::Status> torn;
  for (std::string text; std::getline(in, text);) {
    ++number;
    bytes += text.size() + 1;
    absl::StatusOr<ResultsLine> line =
        in.eof() ? absl::DataLossError("the line is torn") : ParseLine(text);
    if (!line.ok() && !absl::IsDataLoss(line.status())) return At(path, number, line.status());
    if (!line.ok()) {
      if (!torn.has_value()) torn = At(path, number, line.status());
      continue;
    }
    if (torn.has_value()) {
      return absl::DataLossError(std::string(torn->message()) + ", and line " +
                                 std::to_string(number) +
                                 " after it is whole: the file was changed or damaged. Remove the "
                                 "damaged line, and --resume runs again what it told of.");
    }
    scan.whole_bytes = bytes;
    if (auto* run = std::get_if<reports::RunRecord>(&*line)) {
      visit(*run);
    } else {
      scan.header = std::get<CampaignHeader>(*std::move(line));
    }
  }
  return scan;
}

}  // namespace

absl::StatusOr<CampaignHeader> ReadResults(
    const std::string& path, absl::FunctionRef<void(const reports::RunRecord&)> visit) {
  ASSIGN_OR_RETURN(Scan scan, ScanFile(path, visit));
  if (scan.header.has_value()) return *std::move(scan.header);
  return absl::NotFoundError(path + ": holds no results");
}

absl::StatusOr<std::unique_ptr<ResultsFile>> ResultsFile::Open(const std::string& path) {
  std::error_code ignored;
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), ignored);
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  std::unique_ptr<ResultsFile> file(new ResultsFile(path, fd));
  if (fd < 0) return file->Error("cannot be opened");
  if (::flock(fd, LOCK_EX | LOCK_NB) == 0) return file;
  return absl::FailedPreconditionError(path + ": another campaign is writing to it");
}

absl::StatusOr<std::optional<CampaignHeader>> ResultsFile::Read(
    absl::FunctionRef<void(const reports::RunRecord&)> visit) {
  ASSIGN_OR_RETURN(Scan scan, ScanFile(path_, visit));
  whole_bytes_ = scan.whole_bytes;
  return std::move(scan.header);
}

absl::Status ResultsFile::Begin(const CampaignHeader& header) {
  if (::ftruncate(fd_, static_cast<off_t>(whole_bytes_)) != 0) return Error("cannot be cut");
  RETURN_IF_ERROR(AppendLine(HeaderLine(header)));
  return Sync();
}

ResultsFile::~ResultsFile() {
  if (fd_ >= 0) ::close(fd_);
}

absl::Status ResultsFile::Error(const char* what) const {
  return absl::UnavailableError(path_ + ": " + what + ": " + std::strerror(errno));
}

// One call for the whole line, so that a process that is killed leaves it whole.
absl::Status ResultsFile::AppendLine(std::string line) {
  line += '\n';
  for (size_t at = 0; at < line.size();) {
    const ssize_t n = ::write(fd_, line.data() + at, line.size() - at);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return Error("cannot be written");
    at += static_cast<size_t>(n);
  }
  dirty_ = true;
  return absl::OkStatus();
}

absl::Status ResultsFile::Append(const reports::RunRecord& run) { return AppendLine(RunLine(run)); }

absl::Status ResultsFile::SyncIfDue() {
  if (!dirty_ || std::chrono::steady_clock::now() - synced_ < kSyncEvery) return absl::OkStatus();
  return Sync();
}

absl::Status ResultsFile::Sync() {
  synced_ = std::chrono::steady_clock::now();
  dirty_ = false;
  return ::fsync(fd_) == 0 ? absl::OkStatus() : Error("cannot be synced");
}

}  // namespace paxosstore::paxsim
