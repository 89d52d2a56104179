#include "scenarios/failure_file.h"

#include <filesystem>
#include <sstream>

#include "core/base/status_macros.h"
#include "scenarios/bind.h"
#include "scenarios/parse.h"
#include "scenarios/scenario.pb.h"
#include "scenarios/writer.h"

namespace paxosstore::scenarios {
namespace {

std::string Indented(const std::string& text) {
  std::istringstream lines(text);
  std::string indented;
  for (std::string line; std::getline(lines, line);) indented += "  " + line + "\n";
  return indented;
}

// "steady" of "dir/steady.failure.textproto".
std::string NameOf(const std::string& file) {
  const std::string name = std::filesystem::path(file).filename().string();
  return name.substr(0, name.find('.'));
}

}  // namespace

std::string WriteFailure(const sim::FailureCase& failing, const std::vector<std::string>& remarks) {
  std::string text;
  for (const std::string& remark : remarks) text += remark.empty() ? "#\n" : "# " + remark + "\n";
  sim::FailureCase copy = failing;
  StoredFailure message;
  BindFailure(FieldWriter(&message), &copy);
  message.clear_scenario();
  return text + WriteLines(message) + "scenario {\n" + Indented(WriteScenario(failing.scenario)) +
         "}\n";
}

absl::StatusOr<sim::FailureCase> ParseFailure(std::string_view text, const std::string& file) {
  Errors errors(file);
  StoredFailure message;
  LocationTree tree;
  sim::FailureCase failing;
  failing.scenario.name = NameOf(file);
  if (ParseText(text, errors, &tree, &message)) {
    BindFailure(FieldReader(&message, &tree, "", -1, &errors), &failing);
  }
  if (!errors.empty()) return absl::InvalidArgumentError(errors.Text());
  return failing;
}

absl::StatusOr<sim::FailureCase> LoadFailure(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string text, ReadText(path));
  return ParseFailure(text, path);
}

}  // namespace paxosstore::scenarios
