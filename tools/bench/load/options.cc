#include "tools/bench/load/options.h"

#include <CLI/CLI.hpp>
#include <map>

namespace paxosstore::bench {
namespace {

const std::map<std::string, Mix> kMixes = {
    {"get", Mix::kGet}, {"set", Mix::kSet}, {"incr", Mix::kIncr}, {"mix", Mix::kMixed}};
const std::map<std::string, Protocol> kProtocols = {{"resp", Protocol::kResp},
                                                    {"etcd", Protocol::kEtcd}};

// What is given by name.
struct Names {
  std::string protocol = "resp";
  std::string command = "set";
};

constexpr const char* kAbout =
    "Loads a server that speaks RESP, or etcd, and reports throughput and exact latency\n"
    "percentiles. Each client sends a batch (--pipeline requests) and waits for all of its "
    "answers\n"
    "before the next one. An error answer is never counted as a completed request.";

void AddServer(CLI::App& app, Options& o, Names& names) {
  app.add_option("--protocol", names.protocol, "etcd's is gRPC")->check(CLI::IsMember(kProtocols));
  app.add_option("--host", o.host, "an IPv4 address")->check(CLI::ValidIPV4);
  app.add_option("--ports", o.ports, "one or more, with commas")->delimiter(',');
  app.add_flag("--spread", o.spread, "clients over all ports, not all at the first");
}

void AddLoad(CLI::App& app, Options& o, Names& names) {
  app.add_option("--clients", o.clients, "connections")->check(CLI::Range(1, 20000));
  app.add_option("--pipeline", o.pipeline, "requests in a batch")->check(CLI::Range(1, 1000));
  app.add_option("--command", names.command, "what the clients ask")->check(CLI::IsMember(kMixes));
  app.add_option("--reads", o.reads_percent, "percentage of reads in mix")
      ->check(CLI::Range(0, 100));
  app.add_option("--keys", o.keys, "how many keys, drawn uniformly; 1 is one hot key")
      ->check(CLI::Range(uint64_t{1}, uint64_t{100'000'000}));
  app.add_option("--value-bytes", o.value_bytes, "size of a value")->check(CLI::Range(1, 1 << 20));
  app.add_option(
         "--rate", o.rate,
         "requests a second over all clients, evenly spaced; latencies then count from when "
         "a request was due, waiting for a free client included")
      ->check(CLI::NonNegativeNumber);
  app.add_option("--seed", o.seed, "of the keys' and commands' order");
  app.add_flag("!--no-fill", o.fill, "do not write all keys before get or mix");
}

void AddRun(CLI::App& app, Options& o) {
  app.add_option("--seconds", o.seconds, "how long to measure")->check(CLI::Range(0.01, 86400.0));
  app.add_option("--requests", o.requests, "measure until so many were answered, not for a time");
  app.add_option("--warmup", o.warmup, "seconds before the measurement")
      ->check(CLI::Range(0.0, 3600.0));
  app.add_flag("--json", o.json, "one JSON object on standard output");
}

}  // namespace

const char* NameOf(Mix mix) {
  for (const auto& [name, value] : kMixes) {
    if (value == mix) return name.c_str();
  }
  return "?";
}

std::optional<Options> ParseOptions(int argc, char** argv, int& exit_code) {
  Options options;
  Names names;
  CLI::App app(kAbout, "paxosstore-load");
  app.option_defaults()->always_capture_default();
  AddServer(app, options, names);
  AddLoad(app, options, names);
  AddRun(app, options);
  try {
    app.parse(argc, argv);
    options.protocol = kProtocols.at(names.protocol);
    options.mix = kMixes.at(names.command);
    if (options.protocol == Protocol::kEtcd && options.mix == Mix::kIncr) {
      throw CLI::ValidationError("--command", "etcd has no incr");
    }
    if (options.rate > 0 && options.pipeline > 1) {
      throw CLI::ValidationError("--rate", "goes with --pipeline 1 only");
    }
  } catch (const CLI::ParseError& error) {
    exit_code = app.exit(error) == 0 ? 0 : 2;
    return std::nullopt;
  }
  return options;
}

}  // namespace paxosstore::bench
