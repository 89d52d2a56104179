#include "scenarios/loader.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/status/status.h"
#include "core/base/status_macros.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/text_format.h"
#include "scenarios/bind.h"
#include "scenarios/failure_file.h"
#include "scenarios/parse.h"
#include "scenarios/scenario.pb.h"

namespace paxosstore::scenarios {
namespace {

namespace fs = std::filesystem;

constexpr char kEnding[] = ".textproto";

class SyntaxErrors : public google::protobuf::io::ErrorCollector {
 public:
  explicit SyntaxErrors(Errors* errors) : errors_(errors) {}
  void AddError(int line, int /*column*/, const std::string& message) override {
    errors_->Add(line, message);
  }
  void AddWarning(int line, int column, const std::string& message) override {
    AddError(line, column, message);
  }

 private:
  Errors* const errors_;
};

}  // namespace

bool ParseText(std::string_view text, Errors& errors, LocationTree* tree,
               google::protobuf::Message* message) {
  google::protobuf::TextFormat::Parser parser;
  SyntaxErrors collector(&errors);
  parser.RecordErrorsTo(&collector);
  parser.WriteLocationsTo(tree);
  google::protobuf::io::ArrayInputStream input(text.data(), static_cast<int>(text.size()));
  return parser.Parse(&input, message) && errors.empty();
}

absl::StatusOr<std::string> ReadText(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return absl::NotFoundError(path + ": cannot be read");
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

absl::StatusOr<sim::Scenario> ParseScenario(std::string_view text, const std::string& file) {
  Errors errors(file);
  Scenario message;
  LocationTree tree;
  sim::Scenario scenario;
  scenario.name = fs::path(file).stem().string();
  if (ParseText(text, errors, &tree, &message))
    BindScenario(FieldReader(&message, &tree, "", -1, &errors), &scenario);
  if (!errors.empty()) return absl::InvalidArgumentError(errors.Text());
  return scenario;
}

absl::StatusOr<sim::Scenario> LoadScenario(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string text, ReadText(path));
  return ParseScenario(text, path);
}

absl::StatusOr<std::vector<std::string>> ListScenarios(const std::string& folder) {
  std::vector<std::string> paths;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
    const std::string path = entry.path().string();
    if (path.ends_with(kEnding) && !path.ends_with(kFailureEnding)) paths.push_back(path);
  }
  if (error) return absl::NotFoundError(folder + ": " + error.message());
  if (paths.empty()) return absl::NotFoundError(folder + ": holds no *" + kEnding + " files");
  std::sort(paths.begin(), paths.end());
  return paths;
}

absl::StatusOr<std::string> FindScenario(const std::string& name,
                                         const std::vector<std::string>& folders) {
  if (fs::exists(name)) return name;
  std::string tried = name;
  for (const std::string& folder : folders) {
    const std::string path = (fs::path(folder) / (name + kEnding)).string();
    if (fs::exists(path)) return path;
    tried += ", " + path;
  }
  return absl::NotFoundError("no scenario " + name + "; looked for " + tried);
}

}  // namespace paxosstore::scenarios
