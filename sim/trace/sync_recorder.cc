#include "sim/trace/sync_recorder.h"

namespace paxosstore::sim {
namespace {

TracedSync::End EndOf(SyncEnd end) {
  switch (end) {
    case SyncEnd::kOk:
      return TracedSync::End::kOk;
    case SyncEnd::kFailed:
      return TracedSync::End::kFailed;
    case SyncEnd::kLied:
      return TracedSync::End::kLied;
    case SyncEnd::kDropped:
      return TracedSync::End::kLost;
  }
  return TracedSync::End::kLost;
}

}  // namespace

SyncRecorder::SyncRecorder(TraceBook* book) : book_(book) { Listen(this); }

SyncRecorder::~SyncRecorder() { Listen(nullptr); }

void SyncRecorder::Listen(SyncObserver* observer) {
  World& world = book_->world();
  for (const NodeId node : world.nodes()) {
    for (uint32_t s = 0; s < world.options().shards; ++s) {
      ReplicaHost& host = world.host(node, ShardId(s));
      nodes_[host.actor()] = node;
      host.disk().set_sync_observer(observer);
    }
  }
}

void SyncRecorder::OnSyncAsked(ActorId disk, SyncNumber number) {
  std::vector<TracedSync>& syncs = book_->trace().syncs;
  open_[{disk, number}] = syncs.size();
  TracedSync& sync = syncs.emplace_back();
  sync.asked = book_->Now();
  sync.node = nodes_.at(disk);
}

void SyncRecorder::OnSyncEnded(ActorId disk, SyncNumber number, SyncEnd end) {
  const auto it = open_.find({disk, number});
  if (it == open_.end()) return;  // asked for before anybody looked
  TracedSync& sync = book_->trace().syncs[it->second];
  sync.ended = book_->Now();
  sync.end = EndOf(end);
  open_.erase(it);
}

}  // namespace paxosstore::sim
