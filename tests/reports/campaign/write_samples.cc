// write_campaign_samples DIR: the page, the JUnit file and the JSON of each sample, for those who
// parse or look at them.
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "reports/campaign/json.h"
#include "reports/campaign/junit.h"
#include "reports/campaign/page.h"
#include "tests/reports/campaign/samples.h"

int main(int argc, char** argv) {
  using namespace paxosstore::reports;
  if (argc != 2) {
    std::fprintf(stderr, "usage: write_campaign_samples DIR, from the root of the sources\n");
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  std::filesystem::create_directories(folder);
  for (const auto& [name, report] : Samples()) {
    std::ofstream(folder / (name + ".html")) << CampaignPage(report);
    std::ofstream(folder / (name + ".xml")) << JUnitXml(report);
    std::ofstream(folder / (name + ".json")) << CampaignJson(report);
  }
  return 0;
}
