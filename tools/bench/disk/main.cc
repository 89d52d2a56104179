// paxosstore-bench-disk: exit 0 measured, 1 could not, 2 usage.
#include <stdlib.h>  // mkdtemp

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "tools/bench/disk/raw_sync.h"
#include "tools/bench/disk/store_writes.h"

namespace paxosstore::bench {
namespace {

constexpr size_t kBlock = 4096;

struct Options {
  std::string folder = ".";
  double seconds = 2;
  uint32_t objects = 10'000;
  size_t value_bytes = 100;
  std::vector<uint32_t> depths = {1, 16, 64, 256, 1024};
};

void Print(const std::string& what, const Recorder& r) {
  const double seconds = static_cast<double>(r.elapsed()) / 1e9;
  const auto micros = [&r](uint64_t permille_of_ten) {
    return static_cast<double>(r.latency().Percentile(permille_of_ten)) / 1e3;
  };
  std::printf("%-34s %9.0f/s  p50 %6.0f us  p99 %6.0f us\n", what.c_str(),
              static_cast<double>(r.completed()) / seconds, micros(5000), micros(9900));
}

absl::Status Measure(const Options& options, const std::string& folder) {
  const Nanos length = static_cast<Nanos>(options.seconds * 1e9);
  const absl::StatusOr<Recorder> raw = MeasureRawSync(folder, kBlock, length);
  if (!raw.ok()) return raw.status();
  Print("device: write 4 KiB and fdatasync", *raw);
  StoreWrites store(folder, options.objects, options.value_bytes);
  const absl::StatusOr<std::vector<StoreWrites::Run>> runs = store.Measure(options.depths, length);
  if (!runs.ok()) return runs.status();
  for (const StoreWrites::Run& run : *runs) {
    Print("store: " + std::to_string(run.depth) + " writers", run.recorder);
  }
  return absl::OkStatus();
}

int Main(int argc, char** argv) {
  Options options;
  CLI::App app(
      "Measures synced writes of one shard's store, beside the bare device's: what group commit\n"
      "makes of it. Nobody else writes to the disk meanwhile, or the figures say so.",
      "paxosstore-bench-disk");
  app.option_defaults()->always_capture_default();
  app.add_option("--dir", options.folder,
                 "where a temporary folder is made: on the disk to measure")
      ->check(CLI::ExistingDirectory);
  app.add_option("--seconds", options.seconds, "of each measurement")
      ->check(CLI::Range(0.1, 3600.0));
  app.add_option("--objects", options.objects, "written in turn")->check(CLI::PositiveNumber);
  app.add_option("--value-bytes", options.value_bytes, "size of a value");
  app.add_option("--depths", options.depths, "writers at one time, with commas")->delimiter(',');
  CLI11_PARSE(app, argc, argv);
  std::string folder = options.folder + "/bench-disk-XXXXXX";
  if (mkdtemp(folder.data()) == nullptr) {
    std::perror(folder.c_str());
    return 1;
  }
  const absl::Status status = Measure(options, folder);
  std::filesystem::remove_all(folder);
  if (status.ok()) return 0;
  std::fprintf(stderr, "paxosstore-bench-disk: %s\n", std::string(status.message()).c_str());
  return 1;
}

}  // namespace
}  // namespace paxosstore::bench

int main(int argc, char** argv) { return paxosstore::bench::Main(argc, argv); }
