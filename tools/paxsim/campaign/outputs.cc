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

absl::Status WriteOutputs(const reports::CampaignReport& report, const std::string& folder) {
  RETURN_IF_ERROR(Replace(fs::path(folder) / kPageName, reports::CampaignPage(report)));
  RETURN_IF_ERROR(Replace(fs::path(folder) / kJUnitName, reports::JUnitXml(report)));
  return Replace(fs::path(folder) / kSummaryName, reports::CampaignJson(report));
}

}  // namespace paxosstore::paxsim
