#include "tools/paxosstored/data_identity.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

#include "core/base/status_macros.h"

namespace paxosstore {
namespace {

constexpr const char* kFile = "IDENTITY";

std::string Describe(const NodeConfig& config) {
  std::string members;
  for (const NodeId id : config.NodeIds()) members += " " + ToString(id);
  return "node " + ToString(config.self) + " of cluster '" + config.cluster + "', members" +
         members + ", shards " + std::to_string(config.shards) + "\n";
}

std::optional<std::string> Read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(in), {});
}

absl::Status Error(const std::string& what, const std::string& path) {
  return absl::UnavailableError(what + " " + path + ": " + std::strerror(errno));
}

absl::Status Sync(const std::string& path, int flags) {
  const int fd = ::open(path.c_str(), flags | O_CLOEXEC);
  if (fd < 0) return Error("cannot open", path);
  const int synced = ::fsync(fd);
  ::close(fd);
  return synced == 0 ? absl::OkStatus() : Error("cannot sync", path);
}

// Whole or not at all, whenever the power fails.
absl::Status Write(const std::string& folder, const std::string& text) {
  const std::string path = folder + "/" + kFile;
  const std::string draft = path + ".new";
  std::ofstream out(draft, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  if (!out) return Error("cannot write", draft);
  RETURN_IF_ERROR(Sync(draft, O_RDONLY));
  if (::rename(draft.c_str(), path.c_str()) != 0) return Error("cannot rename", draft);
  return Sync(folder, O_RDONLY | O_DIRECTORY);
}

}  // namespace

absl::Status ClaimDataFolder(const NodeConfig& config) {
  const std::string path = config.data_dir + "/" + kFile;
  const std::string ours = Describe(config);
  std::optional<std::string> theirs = Read(path);
  if (!theirs.has_value()) {
    if (std::filesystem::exists(config.data_dir + "/shard-0")) {
      return absl::FailedPreconditionError(
          "data folder " + config.data_dir + " holds data but no file " + kFile +
          ", which says whose it is: put that file back, or use another folder");
    }
    RETURN_IF_ERROR(Write(config.data_dir, ours));
    theirs = Read(path);
  }
  if (theirs == ours) return absl::OkStatus();
  const auto line = [](std::string text) {
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
  };
  return absl::FailedPreconditionError(path + ": the folder is that of " +
                                       line(theirs.value_or("nobody")) +
                                       "; the configuration says " + line(ours));
}

}  // namespace paxosstore
