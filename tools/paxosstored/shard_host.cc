#include "tools/paxosstored/shard_host.h"

#include <spdlog/logger.h>

#include <utility>

#include "core/base/status_macros.h"
#include "net/transport/handshake.h"
#include "storage/open.h"

namespace paxosstore {

ShardHost::ShardHost(const NodeConfig* config, const Placement* placement, ShardId shard,
                     std::shared_ptr<spdlog::logger> log)
    : config_(config),
      placement_(placement),
      id_(shard),
      log_(std::move(log)),
      network_(std::make_unique<net::TcpNetwork>(&loop_.context(), &loop_, &random_, log_,
                                                 config->network)) {}

ShardHost::~ShardHost() = default;

std::string ShardHost::folder() const {
  return config_->data_dir + "/shard-" + std::to_string(id_.value());
}

absl::Status ShardHost::Prepare() {
  ASSIGN_OR_RETURN(disk_, storage::PosixDisk::Open(folder(), &loop_));
  return network_->Listen(config_->peer_listen,
                          static_cast<uint16_t>(config_->Self().peer_port + id_.value()));
}

void ShardHost::Start(Events events) {
  events_ = std::move(events);
  loop_.Post([this] { OpenStore(); });
  thread_ = std::thread([this] { loop_.Run(); });
}

void ShardHost::OpenStore() {
  opening_since_ = clock_.Now();
  storage::StoreOptions options = config_->store;
  options.salt = random_.Next(Draw::kKnob);
  auto store = storage::Open(disk_.get(), &loop_, options,
                             [this](absl::Status status) { OnStoreOpen(std::move(status)); });
  if (!store.ok()) return events_.failed(store.status());
  store_ = *std::move(store);
}

void ShardHost::OnStoreOpen(absl::Status status) {
  if (!status.ok()) return events_.failed(std::move(status));
  log_->info("shard {}: {} objects with {} keys recovered from {} in {} ms, incarnation {}",
             id_.value(), store_->objects(), store_->live_keys(), folder(),
             (clock_.Now() - opening_since_).ns / 1'000'000, store_->incarnation().value());
  Serve();
  std::move(events_.opened)();
}

void ShardHost::Serve() {
  shard_ = std::make_unique<Shard>(
      Shard::Context{config_->self, id_, placement_, &clock_, &loop_, network_.get(), &random_,
                     store_.get(), nullptr,
                     [this](absl::Status status) { events_.failed(std::move(status)); }},
      config_->shard);
  const uint64_t cluster =
      net::ClusterHash(config_->cluster, placement_->nodes(), placement_->shards());
  std::vector<net::PeerAddress> peers;
  for (const NodeConfig::Node& node : config_->nodes) {
    if (node.id == config_->self) continue;
    peers.push_back({node.id, node.host, static_cast<uint16_t>(node.peer_port + id_.value())});
  }
  network_->Start({cluster, config_->self, id_, store_->incarnation()}, peers);
}

void ShardHost::Drain(absl::AnyInvocable<void() &&> drained) {
  loop_.Post([this, drained = std::move(drained)]() mutable {
    if (shard_ == nullptr) return std::move(drained)();
    shard_->Drain(std::move(drained));
  });
}

void ShardHost::Join() {
  if (thread_.joinable()) thread_.join();
}

}  // namespace paxosstore
