#include "tools/paxsim/trace_output.h"

#include <cstdio>
#include <fstream>
#include <string_view>

#include "reports/trace/page.h"
#include "reports/trace/perfetto.h"
#include "reports/units.h"

namespace paxosstore::paxsim {
namespace {

// A file's ending, and what is written into it.
struct Form {
  std::string_view ending;
  std::string_view what;
  std::string (*write)(const sim::Trace&);
};
constexpr Form kForms[] = {
    {".html", "a page for a browser", reports::TracePage},
    {".json", "for ui.perfetto.dev", reports::PerfettoTrace},
};

const Form* FormOf(std::string_view path) {
  for (const Form& form : kForms) {
    if (path.ends_with(form.ending)) return &form;
  }
  return nullptr;
}

std::string Forms() {
  std::string text;
  for (const Form& form : kForms) {
    text += (text.empty() ? "" : " or ") + std::string(form.ending) + " (" +
            std::string(form.what) + ")";
  }
  return text;
}

}  // namespace

void TraceOutput::AddTo(CLI::App* command) {
  command->add_option(
      "--trace", path_,
      "Write what happened as a file to look at, also if the run fails; it ends in " + Forms());
}

bool TraceOutput::Prepare(sim::RunOptions* options) {
  if (path_.empty()) return true;
  if (FormOf(path_) == nullptr) {
    std::fprintf(stderr, "--trace: %s: the file's name has to end in %s\n", path_.c_str(),
                 Forms().c_str());
    return false;
  }
  options->recording = &trace_;
  return true;
}

bool TraceOutput::Write(const std::string& replay) {
  if (path_.empty()) return true;
  trace_.replay = replay;
  const Form& form = *FormOf(path_);
  std::ofstream file(path_, std::ios::binary);
  file << form.write(trace_);
  file.close();
  if (!file.good()) {
    std::fprintf(stderr, "--trace: cannot write %s\n", path_.c_str());
    return false;
  }
  std::printf("trace: %s, %s, in %s, %s\n",
              reports::Count(trace_.messages.size(), "message").c_str(),
              reports::Count(trace_.operations.size(), "operation").c_str(), path_.c_str(),
              std::string(form.what).c_str());
  return true;
}

}  // namespace paxosstore::paxsim
