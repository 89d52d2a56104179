#include "reports/trace/oracle_promises.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>

namespace paxosstore::reports {
namespace {

std::string Read(const std::filesystem::path& path) {
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

void AddMatches(const std::string& text, const char* pattern, std::set<std::string>* found) {
  const std::regex wanted(pattern);
  for (std::sregex_iterator at(text.begin(), text.end(), wanted), end; at != end; ++at) {
    found->insert((*at)[1]);
  }
}

// Names by which the simulator's sources report failures: as constants, and said at the place.
struct Oracles {
  std::set<std::string> names;
  std::set<std::string> others;  // first arguments of Judge::Fail that are no literal
};

Oracles InTheSources() {
  Oracles oracles;
  for (const auto& entry : std::filesystem::recursive_directory_iterator("sim")) {
    if (entry.path().extension() != ".h" && entry.path().extension() != ".cc") continue;
    const std::string text = Read(entry.path());
    AddMatches(text, R"re(constexpr char k\w*Name\[\] = "([^"]+)")re", &oracles.names);
    AddMatches(text, R"re([jJ]udge(?:_|\(\))?(?:\.|->)Fail\(\s*"([^"]+)")re", &oracles.names);
    AddMatches(text, R"re([jJ]udge(?:_|\(\))?(?:\.|->)Fail\(\s*([^"\s,][^,]*),)re",
               &oracles.others);
  }
  return oracles;
}

TEST(OraclePromises, NoOracleOfTheSimulatorIsMissing) {
  const Oracles oracles = InTheSources();
  EXPECT_GE(oracles.names.size(), 14);
  for (const std::string& oracle : oracles.names) {
    EXPECT_NE(PromiseOf(oracle), "") << oracle << ": add a row to reports/trace/oracle_promises.cc";
  }
}

// If this fails, the test above does not see all names any more.
TEST(OraclePromises, AllNamesAreLiteralsOrConstantsOfThatForm) {
  EXPECT_THAT(InTheSources().others,
              testing::IsSubsetOf({"kName", "oracle", "ChosenAgreement::kName"}));
}

TEST(OraclePromises, NobodyPromisesUnderAnUnknownName) { EXPECT_EQ(PromiseOf("no such"), ""); }

}  // namespace
}  // namespace paxosstore::reports
