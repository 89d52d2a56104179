// Real paxosstored processes for tests: started, watched through their log, killed.
#ifndef PAXOSSTORE_TESTS_INTEGRATION_NODE_PROCESS_H_
#define PAXOSSTORE_TESTS_INTEGRATION_NODE_PROCESS_H_

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tests/integration/resp_client.h"

namespace paxosstore {

// One process. Its log (standard error and output) is read through a pipe, so that waiting for a
// line needs no polling.
class NodeProcess {
 public:
  explicit NodeProcess(const std::vector<std::string>& arguments);
  // Kills what still runs.
  ~NodeProcess();
  NodeProcess(const NodeProcess&) = delete;
  NodeProcess& operator=(const NodeProcess&) = delete;

  // False if `text` does not come within 30 seconds, or the log ends without it.
  bool WaitForLog(const std::string& text);
  void Signal(int signal);
  // SIGKILL, and waits until it is gone.
  void Kill();
  // Its exit code once it has ended; -1 if it was killed by a signal or does not end in 30 seconds.
  int Wait();
  // What it has said so far.
  const std::string& log() const { return log_; }

 private:
  bool ReadLog();

  pid_t pid_;
  int pipe_;
  std::string log_;
  std::optional<int> exit_code_;
};

// A cluster on loopback in a folder of its own, which is removed at the end.
class TestCluster {
 public:
  // `settings`: further lines of the configuration.
  explicit TestCluster(uint32_t nodes, const std::string& settings = "");
  ~TestCluster();

  // Numbers count from 1. Start returns at once; ready when WaitReady says so.
  void Start(uint32_t node);
  bool WaitReady(uint32_t node);
  void StartAll();  // and waits; the test fails if a node does not come up
  void Kill(uint32_t node);

  NodeProcess& process(uint32_t node) { return *processes_[node - 1]; }
  // A new connection; the test fails if there is none.
  std::unique_ptr<RespClient> Client(uint32_t node);
  uint16_t resp_port(uint32_t node) const { return ports_[node - 1].resp; }
  uint16_t peer_port(uint32_t node) const { return ports_[node - 1].peer; }
  std::string config_file(uint32_t node) const;
  std::string data_dir(uint32_t node) const;
  uint32_t size() const { return static_cast<uint32_t>(ports_.size()); }

 private:
  struct Ports {
    uint16_t resp;
    uint16_t peer;
  };

  std::string folder_;
  std::vector<Ports> ports_;
  std::vector<std::unique_ptr<NodeProcess>> processes_;
};

// `count` ports in a row that nobody listens on at the moment.
uint16_t FreePorts(uint16_t count);

}  // namespace paxosstore

#endif  // PAXOSSTORE_TESTS_INTEGRATION_NODE_PROCESS_H_
