#include "tools/paxsim/worker_pool.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <utility>

namespace paxosstore::paxsim {
namespace {

bool WriteAll(int fd, const void* data, size_t size) {
  const char* at = static_cast<const char*>(data);
  while (size > 0) {
    const ssize_t n = ::send(fd, at, size, MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    at += n;
    size -= static_cast<size_t>(n);
  }
  return true;
}

bool ReadAll(int fd, void* data, size_t size) {
  char* at = static_cast<char*>(data);
  while (size > 0) {
    const ssize_t n = ::read(fd, at, size);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    at += n;
    size -= static_cast<size_t>(n);
  }
  return true;
}

constexpr int kTickMs = 100;

}  // namespace

// In the worker. Ends when the parent closes its side.
void WorkerPool::Serve(int socket) {
  // The parent decides when to stop, also if a whole group of processes is told.
  std::signal(SIGINT, SIG_IGN);
  std::signal(SIGTERM, SIG_IGN);
  for (uint64_t task = 0; ReadAll(socket, &task, sizeof(task));) {
    const std::string result = job_(task);
    const uint64_t size = result.size();
    if (!WriteAll(socket, &size, sizeof(size)) || !WriteAll(socket, result.data(), size)) break;
  }
  ::_exit(0);
}

bool WorkerPool::Start(Worker& worker) {
  int sockets[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0) return false;
  const pid_t pid = ::fork();
  if (pid < 0) {
    ::close(sockets[0]);
    ::close(sockets[1]);
    return false;
  }
  if (pid == 0) {
    // A worker that holds another's socket would keep it from seeing the end.
    for (const Worker& other : workers_) {
      if (other.socket >= 0) ::close(other.socket);
    }
    ::close(sockets[0]);
    Serve(sockets[1]);
  }
  ::close(sockets[1]);
  worker = {pid, sockets[0], std::nullopt, {}};
  return true;
}

void WorkerPool::Dismiss(Worker& worker) {
  ::close(worker.socket);
  ::waitpid(worker.pid, nullptr, 0);
  worker = {};
}

void WorkerPool::Feed(Worker& worker, const Next& next) {
  worker.task = next();
  if (!worker.task.has_value()) return Dismiss(worker);
  // Should this fail, the end of the socket is seen at the next poll.
  (void)WriteAll(worker.socket, &*worker.task, sizeof(*worker.task));
}

void WorkerPool::Bury(Worker& worker, const Next& next, const Sink& sink) {
  int status = 0;
  ::close(worker.socket);
  ::waitpid(worker.pid, &status, 0);
  const std::optional<uint64_t> task = worker.task;
  worker = {};
  if (task.has_value()) {
    sink(*task, {std::nullopt, WIFSIGNALED(status) ? WTERMSIG(status) : 0});
  }
  if (Start(worker)) Feed(worker, next);
}

void WorkerPool::Receive(Worker& worker, const Next& next, const Sink& sink) {
  char buffer[4096];
  const ssize_t n = ::read(worker.socket, buffer, sizeof(buffer));
  if (n < 0 && errno == EINTR) return;
  if (n <= 0) return Bury(worker, next, sink);
  worker.received.append(buffer, static_cast<size_t>(n));
  uint64_t size = 0;
  if (worker.received.size() < sizeof(size)) return;
  std::memcpy(&size, worker.received.data(), sizeof(size));
  if (worker.received.size() < sizeof(size) + size) return;
  const Outcome outcome{worker.received.substr(sizeof(size)), 0};
  worker.received.clear();
  sink(*worker.task, outcome);
  Feed(worker, next);
}

bool WorkerPool::Run(const Next& next, const Sink& sink, const Tick& tick) {
  workers_.assign(count_, {});
  bool any = false;
  for (Worker& worker : workers_) {
    if (!Start(worker)) continue;
    any = true;
    Feed(worker, next);
  }
  for (;;) {
    std::vector<pollfd> polls;
    std::vector<Worker*> polled;
    for (Worker& worker : workers_) {
      if (worker.socket < 0) continue;
      polls.push_back({worker.socket, POLLIN, 0});
      polled.push_back(&worker);
    }
    if (polls.empty()) return any;
    if (::poll(polls.data(), polls.size(), kTickMs) > 0) {
      for (size_t i = 0; i < polls.size(); ++i) {
        if (polls[i].revents != 0) Receive(*polled[i], next, sink);
      }
    }
    tick();
  }
}

}  // namespace paxosstore::paxsim
