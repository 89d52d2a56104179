// paxosstore-load: exit 0 measured, 1 could not (or nothing was answered), 2 usage.
#include <cstdio>
#include <string>

#include "tools/bench/load/dialect.h"
#include "tools/bench/load/driver.h"
#include "tools/bench/load/options.h"
#include "tools/bench/load/report.h"

int main(int argc, char** argv) {
  using namespace paxosstore::bench;  // NOLINT(google-build-using-namespace)
  int exit_code = 0;
  const auto options = ParseOptions(argc, argv, exit_code);
  if (!options) return exit_code;
  Values probe(1);
  if (options->protocol == Protocol::kEtcd && MakeEtcdDialect(probe) == nullptr) {
    std::fputs(
        "paxosstore-load: built without libnghttp2; install libnghttp2-dev and configure "
        "again\n",
        stderr);
    return 1;
  }
  Driver driver(*options);
  const absl::Status status = driver.Run();
  if (!status.ok()) {
    std::fprintf(stderr, "paxosstore-load: %s\n", std::string(status.message()).c_str());
    return 1;
  }
  const std::string report =
      options->json ? JsonReport(*options, driver) : TextReport(*options, driver);
  std::fputs(report.c_str(), stdout);
  return driver.recorder().completed() > 0 ? 0 : 1;
}
