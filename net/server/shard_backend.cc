#include "net/server/shard_backend.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "core/base/check.h"

namespace paxosstore::net {

namespace {

// `done`, but on `home`'s loop, whichever thread calls.
ResultFn PostedTo(Executor* home, ResultFn done) {
  return [home, done = std::move(done)](Result result) mutable {
    home->Post([done = std::move(done), result = std::move(result)]() mutable {
      std::move(done)(std::move(result));
    });
  };
}

// The outcome that promises least.
Outcome Worse(Outcome a, Outcome b) { return std::max(a, b); }
static_assert(Outcome::kOk < Outcome::kRefused && Outcome::kRefused < Outcome::kUnknown);

void Add(const ShardStats& from, ShardStats& to) {
  to.reads += from.reads;
  to.writes += from.writes;
  to.refused += from.refused;
  to.unknown += from.unknown;
  to.entries_proposed += from.entries_proposed;
  to.fast_proposals += from.fast_proposals;
  to.prepares += from.prepares;
  to.preempted += from.preempted;
  to.quick_reads += from.quick_reads;
  to.trial_rounds += from.trial_rounds;
  to.catch_ups += from.catch_ups;
  to.messages_sent += from.messages_sent;
  to.resends += from.resends;
  to.queued += from.queued;
  to.resident_objects += from.resident_objects;
}

void Add(const TransportStats& from, TransportStats& to) {
  to.messages_sent += from.messages_sent;
  to.messages_received += from.messages_received;
  to.bytes_sent += from.bytes_sent;
  to.bytes_received += from.bytes_received;
  to.writes += from.writes;
  to.reads += from.reads;
  to.connects += from.connects;
  to.refusals += from.refusals;
  to.damaged += from.damaged;
  to.dropped_unconnected += from.dropped_unconnected;
  to.dropped_queue_full += from.dropped_queue_full;
  to.dropped_too_long += from.dropped_too_long;
}

BackendSnapshot SnapshotOf(const ShardBackend::Slice& slice) {
  return {slice.shard->live_keys(), slice.network->peers_up(), slice.shard->stats(),
          slice.network->stats()};
}

// Of all slices; lives on the front end's loop.
struct SnapshotJoin {
  Backend::SnapshotFn done;
  size_t waiting;
  BackendSnapshot sum;

  void Take(const BackendSnapshot& part) {
    sum.live_keys += part.live_keys;
    sum.peers_up_min = std::min(sum.peers_up_min, part.peers_up_min);
    Add(part.shards, sum.shards);
    Add(part.transport, sum.transport);
    if (--waiting == 0) std::move(done)(sum);
  }
};

struct FlushJoin {
  ResultFn done;
  size_t waiting;
  Result worst;

  void Take(Result part) {
    if (part.outcome != Outcome::kOk) worst.reason = part.reason;
    worst.outcome = Worse(worst.outcome, part.outcome);
    if (--waiting == 0) std::move(done)(std::move(worst));
  }
};

}  // namespace

ShardBackend::ShardBackend(const Placement* placement, std::vector<Slice> slices)
    : placement_(placement), slices_(std::move(slices)) {
  CHECK_EQ(slices_.size(), placement_->shards());
}

void ShardBackend::Submit(Request request, ResultFn done) {
  const Slice& slice = slices_[placement_->ShardOfObject(request.object).value()];
  if (slice.executor == home()) {
    return slice.shard->Submit(std::move(request), std::move(done));
  }
  slice.executor->Post([shard = slice.shard, request = std::move(request),
                        done = PostedTo(home(), std::move(done))]() mutable {
    shard->Submit(std::move(request), std::move(done));
  });
}

void ShardBackend::FlushAll(ResultFn done) {
  auto join = std::make_shared<FlushJoin>();
  join->done = std::move(done);
  join->waiting = slices_.size();
  join->worst.outcome = Outcome::kOk;
  for (const Slice& slice : slices_) {
    slice.executor->Post([shard = slice.shard, home = home(), join]() mutable {
      shard->FlushAll(
          PostedTo(home, [join = std::move(join)](Result part) { join->Take(std::move(part)); }));
    });
  }
}

void ShardBackend::Snapshot(SnapshotFn done) {
  auto join = std::make_shared<SnapshotJoin>();
  join->done = std::move(done);
  join->waiting = slices_.size();
  join->sum.peers_up_min = UINT32_MAX;
  for (const Slice& slice : slices_) {
    slice.executor->Post([slice, home = home(), join]() mutable {
      home->Post([join = std::move(join), part = SnapshotOf(slice)] { join->Take(part); });
    });
  }
}

bool ShardBackend::Reaches(const Slice& slice) const {
  return slice.network->peers_up() + 1 > placement_->nodes().size() / 2;
}

bool ShardBackend::QuorumReachable(std::string_view object) const {
  return Reaches(slices_[placement_->ShardOfObject(object).value()]);
}

bool ShardBackend::QuorumReachable() const {
  return std::all_of(slices_.begin(), slices_.end(),
                     [this](const Slice& slice) { return Reaches(slice); });
}

}  // namespace paxosstore::net
