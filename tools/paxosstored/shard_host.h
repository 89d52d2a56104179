// One shard of the node: its loop and thread, its disk and store, its network, and the Shard that
// they serve.
#ifndef PAXOSSTORE_TOOLS_PAXOSSTORED_SHARD_HOST_H_
#define PAXOSSTORE_TOOLS_PAXOSSTORED_SHARD_HOST_H_

#include <memory>
#include <thread>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "core/paxoslog/entry_store.h"
#include "core/replica/placement.h"
#include "core/replica/shard.h"
#include "net/asio_executor.h"
#include "net/system_clock.h"
#include "net/system_random.h"
#include "net/transport/tcp_network.h"
#include "storage/posix/posix_disk.h"
#include "tools/paxosstored/config.h"

namespace paxosstore {

class ShardHost {
 public:
  // `config`, `placement` must outlive the host.
  ShardHost(const NodeConfig* config, const Placement* placement, ShardId shard,
            std::shared_ptr<spdlog::logger> log);
  // REQUIRES: the thread has been joined.
  ~ShardHost();
  ShardHost(const ShardHost&) = delete;
  ShardHost& operator=(const ShardHost&) = delete;

  // Locks the data folder and takes the port. Before the thread is started.
  [[nodiscard]] absl::Status Prepare();

  // Either `opened` or `failed` runs, on this shard's thread; `failed` may still run later, when
  // the store fails.
  struct Events {
    absl::AnyInvocable<void() &&> opened;
    absl::AnyInvocable<void(absl::Status)> failed;
  };
  // Starts the thread, which recovers the store and then serves.
  void Start(Events events);
  // From any thread; on its own thread, `drained` runs once no request is under way any more.
  void Drain(absl::AnyInvocable<void() &&> drained);
  // From any thread.
  void Stop() { loop_.Stop(); }
  void Join();

  net::AsioExecutor& loop() { return loop_; }
  net::TcpNetwork& network() { return *network_; }
  // REQUIRES: `opened` has run.
  Shard& shard() { return *shard_; }
  Incarnation incarnation() const { return store_->incarnation(); }

 private:
  void OpenStore();
  void OnStoreOpen(absl::Status status);
  void Serve();
  std::string folder() const;

  const NodeConfig* config_;
  const Placement* placement_;
  const ShardId id_;
  std::shared_ptr<spdlog::logger> log_;
  Events events_;
  Instant opening_since_;

  // In the order in which they need each other.
  net::AsioExecutor loop_;
  net::SystemClock clock_;
  net::SystemRandom random_;
  std::unique_ptr<storage::PosixDisk> disk_;
  std::unique_ptr<net::TcpNetwork> network_;
  std::unique_ptr<EntryStore> store_;
  std::unique_ptr<Shard> shard_;
  std::thread thread_;
};

}  // namespace paxosstore

#endif  // PAXOSSTORE_TOOLS_PAXOSSTORED_SHARD_HOST_H_
