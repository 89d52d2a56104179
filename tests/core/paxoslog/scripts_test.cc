// The golden scripts. REWRITE_GOLDEN=1 in the environment writes the new output into them.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

#include "tests/core/paxoslog/script.h"

namespace paxosstore {
namespace {

// Tests run from the source root.
constexpr const char* kFolder = "tests/core/paxoslog/scripts";

std::vector<std::filesystem::path> Scripts() {
  std::vector<std::filesystem::path> all;
  for (const auto& file : std::filesystem::directory_iterator(kFolder)) {
    if (file.path().extension() == ".txt") all.push_back(file.path());
  }
  std::sort(all.begin(), all.end());
  return all;
}

std::string ReadFile(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

TEST(GoldenScripts, ShowWhatTheyExpect) {
  const bool rewrite = std::getenv("REWRITE_GOLDEN") != nullptr;
  for (const std::filesystem::path& path : Scripts()) {
    const std::string expected = ReadFile(path);
    const std::string shown = RunScript(expected);
    if (rewrite) {
      std::ofstream(path) << shown;
    } else {
      EXPECT_EQ(shown, expected) << path << "\nafter a review: REWRITE_GOLDEN=1 core_paxoslog_test";
    }
  }
}

TEST(GoldenScripts, OpenWithTheirStory) {
  EXPECT_GE(Scripts().size(), 8u);
  for (const std::filesystem::path& path : Scripts()) {
    EXPECT_TRUE(ReadFile(path).starts_with("# ")) << path;
  }
}

TEST(GoldenScripts, AnErrorIsOutputToo) {
  EXPECT_EQ(RunScript("> propose 1 x\n"), "> propose 1 x\n  error: begin with: replicas N\n");
  EXPECT_EQ(RunScript("> replicas 3\n> jump 1\n"),
            "> replicas 3\n> jump 1\n  error: unknown command: jump\n");
  EXPECT_EQ(RunScript("> replicas 3\n> deliver 1->2\n"),
            "> replicas 3\n> deliver 1->2\n  error: nothing is under way from 1 to 2\n");
}

}  // namespace
}  // namespace paxosstore
