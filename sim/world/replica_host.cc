#include "sim/world/replica_host.h"

#include <optional>
#include <string>
#include <utility>

#include "core/base/check.h"
#include "sim/world/counters.h"
#include "storage/open.h"

namespace paxosstore::sim {
namespace {

std::string ActorName(NodeId node, ShardId shard) {
  return "n" + ToString(node) + "/s" + ToString(shard);
}

}  // namespace

// Destroyed from the last member to the first: the shard before what it stands on.
struct ReplicaHost::Process {
  Process(ReplicaHost* host)
      : executor(host->context_.queue, host->actor_, host->clock_),
        disk(host->disk_.Mount()),
        network(host->context_.network->Attach(host->node_, host->shard_, host->actor_)),
        requests(host->context_.judge, host->node_, host->RequestBound()) {}

  SimExecutor executor;
  std::unique_ptr<SimDisk> disk;
  std::unique_ptr<SimNetwork> network;
  RequestsEnd requests;
  std::unique_ptr<EntryStore> store;
  std::unique_ptr<Shard> shard;
};

ReplicaHost::ReplicaHost(HostContext context, NodeId node, ShardId shard, const SimClock* clock,
                         OnFailure on_failure)
    : context_(context),
      node_(node),
      shard_(shard),
      clock_(clock),
      on_failure_(std::move(on_failure)),
      actor_(context.queue->AddActor(ActorName(node, shard))),
      disk_(context.queue, actor_, context.decisions, context.options->disk),
      random_(context.decisions, context.queue, actor_),
      platter_(Salt()) {
  disk_.set_on_durable([this](std::string_view file, uint64_t offset, std::string_view bytes) {
    OnDurableBytes(file, offset, bytes);
  });
  disk_.set_on_sync_asked([this] { context_.on_sync_asked(node_); });
  disk_.set_stray_targets([this] { return WhatIsAttested().Runs(); });
}

ReplicaHost::~ReplicaHost() = default;

// Of the disk's first opening and all later ones.
uint64_t ReplicaHost::Salt() const {
  return SubSeed(context_.seed, "salt", node_.value() * 1000 + shard_.value());
}

// A node's clock may run at up to twice or half the true rate; a request that waits for a stalled
// disk still ends by its timer.
Duration ReplicaHost::RequestBound() const {
  return context_.options->shard.request_timeout * 2 + Seconds(1);
}

void ReplicaHost::Start() {
  CHECK(!running());
  ++starts_;
  errors_before_ = disk_.errors_given();
  process_ = std::make_unique<Process>(this);
  storage::StoreOptions options = context_.options->store;
  options.salt = Salt();
  absl::StatusOr<std::unique_ptr<EntryStore>> store =
      storage::Open(process_->disk.get(), &process_->executor, options,
                    [this](const absl::Status& status) { OnOpened(status); });
  if (!store.ok()) return OnStopped(store.status(), true);
  process_->store = *std::move(store);
}

// A store may give up on a disk that has done it wrong, and on no other.
void ReplicaHost::OnStopped(const absl::Status& status, bool refused) {
  const bool had_reason = disk_.damaged() || disk_.errors_given() > errors_before_;
  if (absl::IsDataLoss(status) && !had_reason) {
    context_.judge->Fail("storage recovers", ActorName(node_, shard_) +
                                                 (refused ? " cannot start: " : " stops: ") +
                                                 std::string(status.message()));
    return;
  }
  on_failure_(status, refused);
}

void ReplicaHost::OnOpened(const absl::Status& status) {
  if (!status.ok()) return OnStopped(status, false);
  const absl::Status recovered = CheckRecovered();
  if (!recovered.ok()) return OnStopped(recovered, true);
  Shard::Context context{.self = node_,
                         .shard = shard_,
                         .placement = context_.placement,
                         .clock = const_cast<SimClock*>(clock_),
                         .executor = &process_->executor,
                         .network = process_->network.get(),
                         .random = &random_,
                         .store = process_->store.get(),
                         .observer = this,
                         .on_failure = [this](const absl::Status& s) { OnStopped(s, false); }};
  process_->shard = std::make_unique<Shard>(std::move(context), context_.options->shard);
  context_.on_serving(node_);
}

// What the store holds now, beside what the platter was known to hold.
absl::Status ReplicaHost::CheckRecovered() {
  const DiskModel::QuietReads quiet(&disk_);
  std::vector<ObjectTrack>& objects = context_.watch->ledger().objects();
  for (ObjectTrack& object : objects) {
    if (context_.placement->ShardOfObject(object.name) != shard_) continue;
    const absl::StatusOr<LogState> state = process_->store->Load(object.name);
    if (!state.ok()) return state.status();
    context_.watch->OnRecovered(node_, object, *state);
  }
  return absl::OkStatus();
}

Attested ReplicaHost::WhatIsAttested() const {
  return Attested(disk_, storage::MarkFromSalt(Salt()));
}

// So that a run has only damage of which a store can know.
void ReplicaHost::SettleStrayWrites() {
  std::optional<Attested> attested;
  disk_.SettleStrayWrites([&](uint64_t offset, std::string_view bytes) {
    if (!attested.has_value()) attested.emplace(disk_, storage::MarkFromSalt(Salt()));
    return attested->Covers(offset, bytes);
  });
}

bool ReplicaHost::RotAttested(uint32_t bits) {
  const Attested attested = WhatIsAttested();
  if (attested.groups().empty()) return false;
  RandomStream random =
      context_.decisions->At(Purpose::kRot, {actor_.value(), context_.queue->now().ns, 0}, actor_);
  const DiskPlace& group = attested.groups()[random.Below(attested.groups().size())];
  for (uint32_t i = 0; i < bits; ++i) {
    const uint64_t offset = group.offset + random.Below(group.length);
    CHECK(disk_.FlipBit(group.file, offset, static_cast<uint32_t>(random.Below(8))).ok());
  }
  return true;
}

void ReplicaHost::WipeDisk() {
  disk_.Wipe();
  platter_.Resume(Incarnation(), storage::Sequence());
}

void ReplicaHost::RollBackDisk() {
  if (!disk_.RollBack()) return;
  const Attested now = WhatIsAttested();
  platter_.Resume(now.incarnation(), now.last());
}

void ReplicaHost::EndProcess() {
  context_.queue->Kill(actor_);
  if (process_ != nullptr && process_->shard != nullptr) {
    AddStats(process_->shard->stats(), &ended_);
  }
  process_.reset();
}

void ReplicaHost::Crash() {
  EndProcess();
  SettleStrayWrites();
  disk_.Crash();
}

void ReplicaHost::KillProcess() {
  EndProcess();
  SettleStrayWrites();
  disk_.ProcessKilled();
}

void ReplicaHost::Pause() {
  if (paused() || !running()) return;
  paused_at_ = context_.queue->now();
  context_.queue->Pause(actor_);
}

void ReplicaHost::Resume() {
  if (!paused()) return;
  context_.queue->Resume(actor_);
  process_->requests.Paused(context_.queue->now() - paused_at_);
}

Shard* ReplicaHost::shard() const { return process_ == nullptr ? nullptr : process_->shard.get(); }

void ReplicaHost::Submit(Request request, ResultFn done) {
  RequestsEnd* requests = &process_->requests;
  const uint64_t ticket = requests->Begin(context_.queue->now());
  // The callback cannot outlive the process: the shard drops it unrun at its end.
  process_->shard->Submit(std::move(request),
                          [requests, ticket, done = std::move(done)](Result result) mutable {
                            requests->End(ticket);
                            std::move(done)(std::move(result));
                          });
}

void ReplicaHost::CheckRequests() {
  if (process_ != nullptr && !paused()) process_->requests.Check(context_.queue->now());
}

ShardStats ReplicaHost::stats() const {
  ShardStats sum = ended_;
  if (shard() != nullptr) AddStats(shard()->stats(), &sum);
  return sum;
}

void ReplicaHost::OnState(std::string_view object, EntryId entry, const AcceptorState& state) {
  context_.watch->OnState(node_, object, entry, state);
}

void ReplicaHost::OnChosen(std::string_view object, EntryId entry, const Value& value) {
  context_.watch->OnChosen(node_, object, entry, value);
}

void ReplicaHost::OnDurableBytes(std::string_view file, uint64_t offset, std::string_view bytes) {
  platter_.OnDurable(file, offset, bytes,
                     [this](const EntryRecord& record, const storage::GroupReader::Origin&) {
                       context_.watch->OnDurable(node_, record);
                     });
  context_.on_sync(node_);
}

}  // namespace paxosstore::sim
