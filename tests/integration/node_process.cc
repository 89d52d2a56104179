#include "tests/integration/node_process.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace paxosstore {

namespace {

constexpr int kPatienceMs = 30'000;
// Shards take one port each; tests use two shards at most.
constexpr uint16_t kPeerPorts = 2;

bool CanListen(uint16_t port) {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int on = 1;
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const bool free =
      bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0 && listen(fd, 1) == 0;
  close(fd);
  return free;
}

}  // namespace

// Below the range that the kernel takes for outgoing connections, so that a port found free stays
// so; spread by process id, so that tests that run side by side rarely look at the same ones.
uint16_t FreePorts(uint16_t count) {
  static uint32_t next = static_cast<uint32_t>(getpid()) * 97;
  for (;;) {
    const uint16_t first = static_cast<uint16_t>(10'000 + next % 20'000);
    next += count;
    bool free = true;
    for (uint16_t i = 0; i < count; ++i) free = free && CanListen(static_cast<uint16_t>(first + i));
    if (free) return first;
  }
}

NodeProcess::NodeProcess(const std::vector<std::string>& arguments) {
  int ends[2];
  EXPECT_EQ(pipe2(ends, O_CLOEXEC), 0);
  std::vector<char*> argv = {const_cast<char*>(PAXOSSTORED_BINARY)};
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  pid_ = fork();
  if (pid_ == 0) {
    dup2(ends[1], STDERR_FILENO);
    dup2(ends[1], STDOUT_FILENO);
    execv(argv[0], argv.data());
    _exit(127);
  }
  close(ends[1]);
  pipe_ = ends[0];
}

NodeProcess::~NodeProcess() {
  Kill();
  close(pipe_);
}

bool NodeProcess::ReadLog() {
  pollfd wait{pipe_, POLLIN, 0};
  if (poll(&wait, 1, kPatienceMs) <= 0) return false;
  char chunk[4096];
  const ssize_t n = read(pipe_, chunk, sizeof(chunk));
  if (n <= 0) return false;
  log_.append(chunk, static_cast<size_t>(n));
  return true;
}

bool NodeProcess::WaitForLog(const std::string& text) {
  while (log_.find(text) == std::string::npos) {
    if (!ReadLog()) return false;
  }
  return true;
}

void NodeProcess::Signal(int signal) {
  if (!exit_code_.has_value()) kill(pid_, signal);
}

void NodeProcess::Kill() {
  Signal(SIGKILL);
  Wait();
}

int NodeProcess::Wait() {
  if (exit_code_.has_value()) return *exit_code_;
  // The pipe closes when the process ends; a bound, then, on what waitpid waits for.
  while (ReadLog()) {
  }
  int status = 0;
  if (waitpid(pid_, &status, WNOHANG) == 0) {
    // The pipe's end and the process's are a moment apart, unless it hangs.
    pollfd nothing{-1, 0, 0};
    for (int tries = 0; tries < 1000 && waitpid(pid_, &status, WNOHANG) == 0; ++tries) {
      poll(&nothing, 1, 1);
    }
  }
  exit_code_ = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return *exit_code_;
}

TestCluster::TestCluster(uint32_t nodes, const std::string& settings) {
  std::string pattern = (std::filesystem::temp_directory_path() / "paxosstore-XXXXXX").string();
  folder_ = mkdtemp(pattern.data());
  std::string members;
  for (uint32_t node = 1; node <= nodes; ++node) {
    const uint16_t first = FreePorts(1 + kPeerPorts);
    ports_.push_back({first, static_cast<uint16_t>(first + 1)});
    members += "nodes { id: " + std::to_string(node) +
               " host: \"127.0.0.1\" peer_port: " + std::to_string(first + 1) +
               " resp_port: " + std::to_string(first) + " }\n";
  }
  for (uint32_t node = 1; node <= nodes; ++node) {
    std::ofstream(config_file(node))
        << "cluster: \"test\"\nself: " << node << "\ndata_dir: \"" << data_dir(node) << "\"\n"
        << "store { segment_size: \"1MiB\" spare_segments: 1 }\n"
        << members << settings;
  }
  processes_.resize(nodes);
}

TestCluster::~TestCluster() {
  if (testing::Test::HasFailure()) {
    for (uint32_t node = 1; node <= size(); ++node) {
      if (processes_[node - 1] == nullptr) continue;
      Kill(node);
      ADD_FAILURE() << "log of node " << node << ":\n" << process(node).log();
    }
  }
  processes_.clear();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

std::string TestCluster::config_file(uint32_t node) const {
  return folder_ + "/node-" + std::to_string(node) + ".textproto";
}

std::string TestCluster::data_dir(uint32_t node) const {
  return folder_ + "/data-" + std::to_string(node);
}

void TestCluster::Start(uint32_t node) {
  processes_[node - 1].reset();
  processes_[node - 1] =
      std::make_unique<NodeProcess>(std::vector<std::string>{"--config", config_file(node)});
}

bool TestCluster::WaitReady(uint32_t node) { return process(node).WaitForLog("ready: "); }

void TestCluster::StartAll() {
  for (uint32_t node = 1; node <= size(); ++node) Start(node);
  for (uint32_t node = 1; node <= size(); ++node) {
    EXPECT_TRUE(WaitReady(node)) << "node " << node << ":\n" << process(node).log();
  }
}

void TestCluster::Kill(uint32_t node) { process(node).Kill(); }

std::unique_ptr<RespClient> TestCluster::Client(uint32_t node) {
  auto client = RespClient::Connect(resp_port(node));
  EXPECT_NE(client, nullptr) << "node " << node;
  return client;
}

}  // namespace paxosstore
