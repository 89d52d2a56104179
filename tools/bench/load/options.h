// The command line of paxosstore-load.
#ifndef PAXOSSTORE_TOOLS_BENCH_LOAD_OPTIONS_H_
#define PAXOSSTORE_TOOLS_BENCH_LOAD_OPTIONS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tools/bench/load/workload.h"

namespace paxosstore::bench {

enum class Protocol : uint8_t { kResp, kEtcd };

struct Options {
  Protocol protocol = Protocol::kResp;
  std::string host = "127.0.0.1";
  std::vector<uint16_t> ports = {7001};
  bool spread = false;
  uint32_t clients = 64;
  uint32_t pipeline = 1;
  double seconds = 5;
  uint64_t requests = 0;  // 0: as long as `seconds`
  double warmup = 1;
  uint64_t keys = 10'000;
  uint32_t value_bytes = 100;
  Mix mix = Mix::kSet;
  uint32_t reads_percent = 50;
  bool fill = true;
  double rate = 0;  // requests a second; 0: as fast as the answers come
  uint64_t seed = 1;
  bool json = false;
};

// Nothing if the program is to end now, with `exit_code`.
std::optional<Options> ParseOptions(int argc, char** argv, int& exit_code);

const char* NameOf(Mix mix);

}  // namespace paxosstore::bench

#endif  // PAXOSSTORE_TOOLS_BENCH_LOAD_OPTIONS_H_
