// paxosstored: one production node.
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <optional>
#include <string>

#include "tools/paxosstored/config.h"
#include "tools/paxosstored/node.h"
#include "tools/paxosstored/version.h"

namespace paxosstore {
namespace {

constexpr int kExitFailure = 1;
constexpr int kExitUsage = 2;

constexpr char kAbout[] =
    "paxosstored runs one node of a PaxosStore cluster in the foreground. Every node serves every\n"
    "key to every Redis client; a write is answered once a majority of the nodes has it on disk.\n"
    "There is no leader: while any majority is up and connected, the rest may be down.\n";

constexpr char kTeach[] = R"(
A cluster of three on one machine is one file:

  cluster: "demo"
  data_dir: "/var/tmp/demo-1"       # one a node; --node does not change it
  self: 1                           # or give --node
  nodes { id: 1 host: "127.0.0.1" peer_port: 8001 resp_port: 7001 }
  nodes { id: 2 host: "127.0.0.1" peer_port: 8002 resp_port: 7002 }
  nodes { id: 3 host: "127.0.0.1" peer_port: 8003 resp_port: 7003 }

  paxosstored --config node1.textproto --check-config
  paxosstored --config node1.textproto
  redis-cli -p 7001 set greeting hello
  redis-cli -p 7003 get greeting
  redis-cli -p 7001 info consensus

The node logs to standard error; "ready:" means that it serves clients. SIGTERM and SIGINT let the
requests under way end; SIGKILL loses nothing that was acknowledged. Errors that clients see:
CLUSTERDOWN and OVERLOADED mean not done, UNKNOWN means that it may be done, now or later.

All settings are explained in tools/paxosstored/config.proto.
Exit: 0 stopped by a signal, 1 failed (the last log line says why), 2 usage or configuration.
)";

struct Arguments {
  std::string config;
  std::optional<uint32_t> node;
  bool check = false;
};

// More clients than the soft limit of file descriptors allows by default.
void RaiseFileLimit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

std::shared_ptr<spdlog::logger> MakeLog(const std::string& level) {
  auto log = spdlog::stderr_color_mt("paxosstored");
  log->set_pattern("%Y-%m-%d %H:%M:%S.%e %^%-8l%$ %v");
  log->set_level(spdlog::level::from_str(level));
  log->flush_on(spdlog::level::trace);
  return log;
}

int Serve(NodeConfig config) {
  std::signal(SIGPIPE, SIG_IGN);
  RaiseFileLimit();
  auto log = MakeLog(config.log_level);
  Node node(std::move(config), log);
  if (absl::Status status = node.Prepare(); !status.ok()) {
    log->critical("cannot start: {}", std::string(status.message()));
    return kExitFailure;
  }
  return node.Run();
}

int Run(const Arguments& arguments) {
  auto config = LoadConfig(arguments.config, arguments.node);
  if (!config.ok()) {
    std::fprintf(stderr, "%s\n", std::string(config.status().message()).c_str());
    return kExitUsage;
  }
  if (arguments.check) {
    std::printf("%s: ok: node %u of cluster '%s', %zu nodes, %u shard(s)\n", config->file.c_str(),
                config->self.value(), config->cluster.c_str(), config->nodes.size(),
                config->shards);
    return 0;
  }
  return Serve(*std::move(config));
}

int Main(int argc, char** argv) {
  Arguments arguments;
  CLI::App app(kAbout, "paxosstored");
  app.footer(kTeach);
  app.set_version_flag("--version", std::string("paxosstored ") + kVersion);
  app.add_option("--config", arguments.config, "The node's configuration, a text file")
      ->required()
      ->type_name("FILE");
  app.add_option("--node", arguments.node, "Which of the file's nodes this is; goes before `self`")
      ->type_name("N");
  app.add_flag("--check-config", arguments.check,
               "Read the configuration, say what is wrong with it, and end");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kExitUsage;
  }
  return Run(arguments);
}

}  // namespace
}  // namespace paxosstore

int main(int argc, char** argv) { return paxosstore::Main(argc, argv); }
