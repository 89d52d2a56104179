// One client: a non-blocking socket, a dialect, and at most one batch of requests under way. When
// the server hangs up, the batch counts as failed and the client goes to the next endpoint.
#ifndef PAXOSSTORE_TOOLS_BENCH_LOAD_CONNECTION_H_
#define PAXOSSTORE_TOOLS_BENCH_LOAD_CONNECTION_H_

#include <netinet/in.h>

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "tools/bench/load/dialect.h"
#include "tools/bench/load/recorder.h"

namespace paxosstore::bench {

class Connection {
 public:
  using MakeDialect = std::function<std::unique_ptr<Dialect>()>;

  // Begins with endpoint number `first` of `endpoints`, which outlive it. `epoll` reports it with
  // `this`.
  Connection(int epoll, const std::vector<sockaddr_in>& endpoints, size_t first,
             MakeDialect make_dialect, Recorder& recorder);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Tries the next endpoint once its time has come. Does nothing while there is a connection.
  void Dial(Nanos now);
  // True iff it may be given a batch.
  bool idle() const { return state_ == State::kUp && outstanding_ == 0; }
  bool down() const { return state_ == State::kDown; }
  // Was there ever a connection?
  bool was_up() const { return was_up_; }
  const std::string& last_trouble() const { return last_trouble_; }
  uint64_t outstanding() const { return outstanding_; }
  Nanos batch_start() const { return batch_start_; }
  uint64_t times_lost() const { return times_lost_; }
  // A mark of the driver's: this client stands in its list of idle ones.
  bool listed() const { return listed_; }
  void set_listed(bool listed) { listed_ = listed; }

  // REQUIRES: idle(). Latencies of the batch count from `start`.
  void Send(std::span<const Request> batch, Nanos start);
  // What epoll said about it. `scratch` is for incoming bytes.
  void OnReady(uint32_t events, std::span<char> scratch);

 private:
  enum class State : uint8_t { kDown, kConnecting, kUp };

  void OnConnected();
  void Receive(std::span<char> scratch);
  void Flush();
  void Lose(const std::string& why);

  const int epoll_;
  const std::vector<sockaddr_in>& endpoints_;
  const MakeDialect make_dialect_;
  Recorder& recorder_;

  State state_ = State::kDown;
  int fd_ = -1;
  size_t next_endpoint_;
  Nanos dial_at_ = 0;
  bool was_up_ = false;
  bool listed_ = false;
  std::string last_trouble_;
  uint64_t times_lost_ = 0;

  std::unique_ptr<Dialect> dialect_;
  std::string out_;
  size_t out_sent_ = 0;
  uint64_t outstanding_ = 0;
  Nanos batch_start_ = 0;
};

}  // namespace paxosstore::bench

#endif  // PAXOSSTORE_TOOLS_BENCH_LOAD_CONNECTION_H_
