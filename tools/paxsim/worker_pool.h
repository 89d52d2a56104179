// Tasks spread over forked processes. A worker that dies takes only its task with it: the pool
// reports the task as lost and starts another worker.
//
// Which worker runs a task, and when, decides nothing about its result.
#ifndef PAXOSSTORE_TOOLS_PAXSIM_WORKER_POOL_H_
#define PAXOSSTORE_TOOLS_PAXSIM_WORKER_POOL_H_

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace paxosstore::paxsim {

class WorkerPool {
 public:
  // The next task to run; nothing: no more. Asked in this process.
  using Next = std::function<std::optional<uint64_t>()>;
  // Runs a task, in a worker process.
  using Job = std::function<std::string(uint64_t task)>;
  // What came of it; nothing but the signal that ended the worker if it died. In this process, in
  // order of completion.
  struct Outcome {
    std::optional<std::string> result;
    int signal = 0;
  };
  using Sink = std::function<void(uint64_t task, const Outcome& outcome)>;
  // Called about ten times a second.
  using Tick = std::function<void()>;

  WorkerPool(uint32_t workers, Job job) : count_(workers), job_(std::move(job)) {}

  // Returns when all tasks have ended. False if no worker could be started.
  bool Run(const Next& next, const Sink& sink, const Tick& tick);

 private:
  struct Worker {
    pid_t pid = -1;
    int socket = -1;
    std::optional<uint64_t> task;
    std::string received;
  };

  bool Start(Worker& worker);
  [[noreturn]] void Serve(int socket);
  // Hands out a task, or lets the worker go.
  void Feed(Worker& worker, const Next& next);
  void Receive(Worker& worker, const Next& next, const Sink& sink);
  void Bury(Worker& worker, const Next& next, const Sink& sink);
  void Dismiss(Worker& worker);

  const uint32_t count_;
  const Job job_;
  std::vector<Worker> workers_;
};

}  // namespace paxosstore::paxsim

#endif  // PAXOSSTORE_TOOLS_PAXSIM_WORKER_POOL_H_
