#include "tools/paxsim/campaign/outputs.h"

#include <filesystem>
#include <fstream>

#include "core/base/status_macros.h"
#include "reports/campaign/json.h"
#include "reports/campaign/junit.h"
#include "reports/campaign/page.h"

namespace paxosstore::paxsim {
namespace {

namespace fs = std::filesystem;

absl::Status Replace(const fs::path& path, const std::string& contents) {
  const fs::path draft = path.string() + ".new";
  std::ofstream out(draft, std::ios::binary);
  out << contents;
  out.close();
  std::error_code error;
  if (out.good()) fs::rename(draft, path, error);
  if (out.good() && !error) return absl::OkStatus();
  return absl::UnavailableError(path.string() + ": cannot be written");
}

}  // namespace

reports::CampaignFiles FilesIn(const std::string& folder) {
  if (folder.empty()) return {};
  const auto in = [&folder](const char* name) { return (fs::path(folder) / name).string(); };
  return {folder, in("report.html"), in("junit.xml"), in("summary.json")};
}

absl::Status WriteOutputs(const reports::CampaignReport& report, const std::string& folder) {
  const reports::CampaignFiles files = FilesIn(folder);
  RETURN_IF_ERROR(Replace(files.page, reports::CampaignPage(report)));
  RETURN_IF_ERROR(Replace(files.junit, reports::JUnitXml(report)));
  return Replace(files.json, reports::CampaignJson(report));
}

}  // namespace paxosstore::paxsim
