// The load: one thread, one epoll loop, all clients.
#ifndef PAXOSSTORE_TOOLS_BENCH_LOAD_DRIVER_H_
#define PAXOSSTORE_TOOLS_BENCH_LOAD_DRIVER_H_

#include <memory>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "tools/bench/load/connection.h"
#include "tools/bench/load/options.h"
#include "tools/bench/load/recorder.h"
#include "tools/bench/load/workload.h"

namespace paxosstore::bench {

class Driver {
 public:
  explicit Driver(const Options& options);
  ~Driver();
  Driver(const Driver&) = delete;
  Driver& operator=(const Driver&) = delete;

  // Connects, fills, warms up, measures. Fails if some client could never connect, or if filling
  // met an error; errors while measuring are counted.
  absl::Status Run();

  const Recorder& recorder() const { return recorder_; }
  uint64_t times_lost() const;
  // Seconds of processor time that this process used while it measured.
  double cpu_seconds() const { return cpu_seconds_; }

 private:
  // Puts the next batch into batch_ and its start into `start`; false if none is due.
  using Source = absl::FunctionRef<bool(Nanos now, Nanos& start)>;

  absl::Status Connect();
  absl::Status Fill();
  void Measure(Source source);
  bool NextBatch(Nanos now, Nanos& start);
  bool NextDue(Nanos now, Nanos& start);

  // Feeds and serves the clients until `done`.
  void Serve(Source source, absl::FunctionRef<bool(Nanos now)> done);
  // Gives idle clients what the source has for them.
  void Feed(Source source, Nanos now);
  // Waits a while for answers and takes them.
  void Poll(Source source);
  Nanos Patience(Nanos now) const;
  Connection* DialAll(Nanos now);
  // Requests that have waited so long that leaving them out would flatter the server.
  void CountUnanswered(Nanos now);

  const Options options_;
  Values values_;
  Workload workload_;
  Recorder recorder_;
  int epoll_;
  std::vector<sockaddr_in> endpoints_;
  std::vector<std::unique_ptr<Connection>> clients_;
  std::vector<Connection*> idle_;
  std::vector<Request> batch_;
  std::vector<char> scratch_;
  Nanos due_ = 0;  // of the next request, at a fixed rate
  double cpu_seconds_ = 0;
};

}  // namespace paxosstore::bench

#endif  // PAXOSSTORE_TOOLS_BENCH_LOAD_DRIVER_H_
