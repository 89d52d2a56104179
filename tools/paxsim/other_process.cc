#include "tools/paxsim/other_process.h"

#include <boost/process.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

#include "absl/status/status.h"
#include "absl/strings/str_format.h"
#include "core/base/status_macros.h"
#include "sim/run/buggify.h"
#include "sim/run/planted.h"
#include "sim/run/run.h"

namespace paxosstore::paxsim {
namespace {

namespace fs = std::filesystem;
namespace process = boost::process;

constexpr std::string_view kBeforeHash = "events, hash ";

// A file that is gone with this object.
class TemporaryFile {
 public:
  TemporaryFile() : path_(fs::temp_directory_path() / "paxsim-XXXXXX") {
    std::string name = path_.string();
    const int fd = ::mkstemp(name.data());
    if (fd >= 0) ::close(fd);
    path_ = name;
  }
  ~TemporaryFile() {
    std::error_code ignored;
    fs::remove(path_, ignored);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  std::string path() const { return path_.string(); }
  std::string Contents() const {
    std::ostringstream text;
    text << std::ifstream(path_, std::ios::binary).rdbuf();
    return text.str();
  }

 private:
  fs::path path_;
};

std::string OtherBuild(const SeedRun& run) {
  const sim::Scenario drawn = sim::DrawSwarm(*run.scenario, run.seed);
  const bool planted_only = drawn.buggify.value_or(sim::Ratio{}).numerator > 0 ||
                            sim::ActivePlantedBug() != PlantedBug::kNone;
  const std::string plain = ProgramBeside("paxsim");
  const bool use_plain = !planted_only && sim::BuggifyIsCompiledIn() && fs::exists(plain);
  return use_plain ? plain : ProgramBeside("paxsim_planted");
}

absl::StatusOr<uint64_t> AskHash(const std::string& program,
                                 const std::vector<std::string>& arguments) {
  ASSIGN_OR_RETURN(const ProcessOutcome outcome, RunProgram(program, arguments));
  const size_t at = outcome.output.find(kBeforeHash);
  if (at == std::string::npos) {
    return absl::UnknownError(program + ": " + outcome.output.substr(0, outcome.output.find('\n')));
  }
  return std::stoull(outcome.output.substr(at + kBeforeHash.size(), 16), nullptr, 16);
}

}  // namespace

std::string ProgramBeside(std::string_view name) {
  std::error_code error;
  return (fs::read_symlink("/proc/self/exe", error).parent_path() / name).string();
}

absl::StatusOr<ProcessOutcome> RunProgram(const std::string& program,
                                          const std::vector<std::string>& arguments) {
  process::environment environment = boost::this_process::environment();
  environment["MALLOC_PERTURB_"] = "165";  // what is read before it is written is another byte
  environment["MALLOC_TOP_PAD_"] =
      "65536";  // and lies elsewhere, even without randomised addresses
  std::error_code error;
  process::ipstream stream;
  process::child child(program, process::args = arguments, environment, error,
                       (process::std_out & process::std_err) > stream,
                       process::std_in < process::null);
  if (error) return absl::NotFoundError(program + ": " + error.message());
  std::ostringstream output;
  output << stream.rdbuf();
  child.wait(error);
  if (error) return absl::UnknownError(program + ": " + error.message());
  const int status = child.native_exit_code();
  if (WIFSIGNALED(status)) {
    return absl::UnknownError(program + ": ended by signal " + std::to_string(WTERMSIG(status)));
  }
  return ProcessOutcome{child.exit_code(), output.str()};
}

std::optional<std::string> DifferenceInOtherProcess(const SeedRun& run,
                                                    const std::string& program) {
  const std::string other = program.empty() ? OtherBuild(run) : program;
  std::vector<std::string> arguments = {"run", run.path, "--seed", std::to_string(run.seed)};
  arguments.insert(arguments.end(), run.flags.begin(), run.flags.end());
  const absl::StatusOr<uint64_t> hash = AskHash(other, arguments);
  if (!hash.ok()) return std::string(hash.status().message());
  if (*hash == run.trace_hash) return std::nullopt;
  const std::string hashes =
      absl::StrFormat("trace hash %016x, %016x in another process", run.trace_hash, *hash);
  const TemporaryFile log;
  arguments.insert(arguments.end(), {"--trace-log", log.path()});
  const absl::StatusOr<uint64_t> again = AskHash(other, arguments);
  if (!again.ok()) return std::string(again.status().message());
  sim::RunOptions options;
  options.record = true;
  options.until = run.until;
  const sim::RunReport here = sim::RunScenario(*run.scenario, run.seed, options);
  const auto difference = sim::FirstDifference(
      here.trace_log, log.Contents(),
      [&](sim::ActorId actor) { return sim::ActorName(*run.scenario, run.seed, actor); });
  return hashes + "; " + difference.value_or("when told to keep a log, both ran alike");
}

}  // namespace paxosstore::paxsim
