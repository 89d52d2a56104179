#include "tools/paxosstored/node.h"

#include <spdlog/logger.h>

#include <csignal>
#include <filesystem>
#include <utility>

#include "core/base/status_macros.h"
#include "tools/paxosstored/data_identity.h"
#include "tools/paxosstored/version.h"

namespace paxosstore {

namespace {

constexpr Duration kJoinMax = Seconds(1);
constexpr Duration kJoinPoll = Milliseconds(2);
constexpr Duration kDrainMax = Seconds(3);

}  // namespace

Node::Node(NodeConfig config, std::shared_ptr<spdlog::logger> log)
    : config_(std::move(config)),
      log_(std::move(log)),
      placement_(config_.NodeIds(), config_.shards) {
  for (uint32_t s = 0; s < config_.shards; ++s) {
    hosts_.push_back(std::make_unique<ShardHost>(&config_, &placement_, ShardId(s), log_));
  }
}

Node::~Node() {
  for (const auto& host : hosts_) host->Join();
}

absl::Status Node::Prepare() {
  std::error_code error;
  std::filesystem::create_directories(config_.data_dir, error);
  if (error) {
    return absl::UnavailableError("cannot make the data folder " + config_.data_dir + ": " +
                                  error.message());
  }
  RETURN_IF_ERROR(ClaimDataFolder(config_));
  for (const auto& host : hosts_) RETURN_IF_ERROR(host->Prepare());
  net::NodeFacts facts;
  facts.self = config_.self;
  facts.nodes = static_cast<uint32_t>(config_.nodes.size());
  facts.shards = config_.shards;
  facts.cluster = config_.cluster;
  facts.data_dir = config_.data_dir;
  facts.config_file = config_.file;
  facts.version = kVersion;
  server_ = std::make_unique<net::Server>(&home(), &clock_, log_, config_.server, facts);
  RETURN_IF_ERROR(server_->Listen(config_.resp_listen, config_.Self().resp_port));
  WatchSignals();
  return absl::OkStatus();
}

int Node::Run() {
  log_->info("paxosstored {}: node {} of cluster '{}', {} nodes, {} shard(s), data in {}", kVersion,
             config_.self.value(), config_.cluster, config_.nodes.size(), config_.shards,
             config_.data_dir);
  for (const auto& host : hosts_) {
    host->Start({[this] { home().Post([this] { OnShardOpen(); }); },
                 [this](absl::Status status) {
                   home().Post([this, status = std::move(status)] { Fail(status); });
                 }});
  }
  for (const auto& host : hosts_) host->Join();
  return exit_code_;
}

void Node::WatchSignals() {
  signals_ = std::make_unique<boost::asio::signal_set>(home().context(), SIGTERM, SIGINT);
  signals_->async_wait([this](const boost::system::error_code& error, int number) {
    if (!error) BeginShutdown(number == SIGTERM ? "SIGTERM" : "SIGINT");
  });
}

void Node::OnShardOpen() {
  if (++opened_ < hosts_.size() || stopping_) return;
  std::vector<net::ShardBackend::Slice> slices;
  for (const auto& host : hosts_) {
    slices.push_back({&host->shard(), &host->network(), &host->loop()});
  }
  backend_ = std::make_unique<net::ShardBackend>(&placement_, std::move(slices));
  joining_since_ = clock_.Now();
  JoinThenServe();
}

// Clients that come with the first breath need not hear CLUSTERDOWN while the peers are being
// dialled.
void Node::JoinThenServe() {
  if (stopping_) return;
  const bool waited_enough = clock_.Now() - joining_since_ > kJoinMax;
  if (backend_->QuorumReachable() || waited_enough) return Serve();
  home().After(kJoinPoll, [this] { JoinThenServe(); });
}

void Node::Serve() {
  if (!backend_->QuorumReachable()) {
    log_->warn(
        "no majority of the nodes is reachable yet: commands on keys are refused until then");
  }
  server_->Start(backend_.get(), hosts_.front()->incarnation());
  log_->info("ready: clients are served at {}:{}, peers at {}:{}", config_.resp_listen,
             config_.Self().resp_port, config_.peer_listen, config_.Self().peer_port);
}

void Node::BeginShutdown(const std::string& why) {
  if (stopping_) return;
  stopping_ = true;
  log_->info("{}: finishing what is under way", why);
  server_->StopAccepting();
  for (const auto& host : hosts_) {
    host->Drain([this] { home().Post([this] { OnDrained(); }); });
  }
  home().After(kDrainMax, [this] {
    log_->warn("some requests have not ended within {} s; stopping without them",
               kDrainMax.ns / 1'000'000'000);
    StopAll();
  });
}

void Node::OnDrained() {
  if (++drained_ < hosts_.size()) return;
  log_->info("stopped");
  StopAll();
}

void Node::Fail(const absl::Status& status) {
  stopping_ = true;
  exit_code_ = 1;
  log_->critical("stopping: {}", std::string(status.message()));
  StopAll();
}

void Node::StopAll() {
  server_->CloseAll();
  for (const auto& host : hosts_) host->Stop();
}

}  // namespace paxosstore
