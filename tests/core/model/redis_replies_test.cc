// The table of commands and replies that a real Redis has confirmed (confirm_replies.py).
#include <gtest/gtest.h>

#include <charconv>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "tests/core/model/run_command.h"

namespace paxosstore::model {
namespace {

char Unescape(std::string_view text, size_t& i) {
  if (text[i] != '\\') return text[i++];
  char kind = text[i + 1];
  i += 2;
  if (kind == 'n') return '\n';
  if (kind == 'r') return '\r';
  if (kind == 't') return '\t';
  if (kind != 'x') return kind;
  int byte = 0;
  std::from_chars(text.data() + i, text.data() + i + 2, byte, 16);
  i += 2;
  return static_cast<char>(byte);
}

std::vector<std::string> Words(std::string_view text) {
  std::vector<std::string> words;
  for (size_t i = 0; i < text.size(); ++i) {
    std::string& word = words.emplace_back();
    bool quoted = text[i] == '"';
    if (quoted) ++i;
    while (i < text.size() && text[i] != (quoted ? '"' : ' ')) word += Unescape(text, i);
    if (quoted) ++i;
  }
  return words;
}

// The working directory of tests is the source root.
constexpr const char* kTable = "tests/core/model/redis_replies.txt";

TEST(RedisRepliesTest, EveryReplyOfTheTableIsGiven) {
  std::ifstream file(kTable);
  ASSERT_TRUE(file.is_open()) << kTable;
  ObjectState state;
  int checked = 0;
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    // The years 2024 and later are in the future of this clock, as the table supposes.
    if (line.starts_with('=')) state = ObjectState{.stamp_ms = 1'700'000'000'000, .keys = {}};
    if (line.empty() || line[0] == '=' || line[0] == '#') continue;
    size_t arrow = line.find(" => ");
    ASSERT_NE(arrow, std::string::npos) << kTable << ":" << number;
    ObjectState before = state;
    Evaluation result = RunCommand(Words(line.substr(0, arrow)), state);
    EXPECT_EQ(ToString(result.reply), line.substr(arrow + 4))
        << kTable << ":" << number << ": " << line;
    if (!result.changed || result.reply.kind == Reply::Kind::kError) {
      EXPECT_TRUE(state == before) << kTable << ":" << number << ": changes the state: " << line;
    }
    ++checked;
  }
  EXPECT_GT(checked, 300);
}

}  // namespace
}  // namespace paxosstore::model
