#include "core/replica/shard.h"

#include "core/base/buggify.h"
#include "core/base/check.h"
#include "core/base/planted_bug.h"
#include "core/base/sometimes.h"
#include "core/replica/listing.h"
#include "core/replica/shard_impl.h"

namespace paxosstore {
namespace {

Group MakeGroup(const Placement& placement, NodeId self, Incarnation incarnation) {
  Group group;
  CHECK(placement.nodes().size() <= kReplicasMax);
  for (NodeId node : placement.nodes()) group.nodes[group.size++] = node;
  group.self = group.IndexOf(self);
  group.incarnation = incarnation;
  return group;
}

}  // namespace

Shard::Shard(Context context, ShardOptions options)
    : impl_(std::make_unique<Impl>(std::move(context), options)) {}
Shard::~Shard() = default;
void Shard::Submit(Request request, ResultFn done) {
  impl_->Submit(std::move(request), std::move(done));
}
void Shard::FlushAll(ResultFn done) { impl_->FlushAll(std::move(done)); }
void Shard::Drain(absl::AnyInvocable<void() &&> drained) { impl_->Drain(std::move(drained)); }
uint64_t Shard::live_keys() const { return impl_->live_keys(); }
ShardStats Shard::stats() const { return impl_->stats(); }
LogState Shard::Inspect(const std::string& object) const { return impl_->Inspect(object); }

bool Shard::IsResident(const std::string& object) const { return impl_->IsResident(object); }

Shard::Impl::Impl(Context context, ShardOptions options)
    : context_(std::move(context)),
      options_(options),
      group_(MakeGroup(*context_.placement, context_.self, context_.store->incarnation())),
      alive_(std::make_shared<bool>(true)),
      // An answer to a question of an earlier incarnation must not pass for one to ours.
      read_rounds_(PLANTED_BUG(kReadRoundReused) ? 0 : group_.incarnation.value() << 32) {
  context_.network->SetHandler([this, alive = alive_](NodeId from, Frame frame) {
    if (*alive) OnFrame(from, std::move(frame));
  });
  ArmSweep();
}

Shard::Impl::~Impl() { *alive_ = false; }

Work Shard::Impl::Guarded(absl::AnyInvocable<void() &&> work) {
  return [this, alive = alive_, work = std::move(work)]() mutable {
    if (!*alive || failed_) return;
    Turn turn(this);
    std::move(work)();
  };
}

void Shard::Impl::Submit(Request request, ResultFn done) {
  CHECK(!request.commands.empty());
  if (failed_) return RefuseLater(std::move(done), "this shard has stopped");
  if (draining_) return RefuseLater(std::move(done), "this node is shutting down");
  if (queued_ >= options_.queue_total_max) {
    return RefuseLater(std::move(done), "too many requests wait on this shard");
  }
  Turn turn(this);
  Object* object = Get(request.object);
  if (object == nullptr) return RefuseLater(std::move(done), "this shard has stopped");
  const size_t leaked = PLANTED_BUG(kRefusedKeepsItsPlace) ? stats_.refused : 0;
  const bool full = object->queue.size() + leaked >= options_.queue_per_object_max;
  if (full || BUGGIFY(kRefuseEarly)) {
    SOMETIMES(kRefusedForOverload);
    return RefuseLater(std::move(done), "too many requests wait for this object");
  }
  auto op = std::make_unique<Op>();
  for (const model::Command& command : request.commands) op->writes |= command.MayWrite();
  op->request = std::move(request);
  op->done = std::move(done);
  Enqueue(*object, std::move(op));
}

// The requests of one turn of the loop are looked at together, at its end: what arrived together is
// merged.
void Shard::Impl::Enqueue(Object& object, OpPtr op) {
  op->deadline = context_.clock->Now() + options_.request_timeout;
  object.queue.push_back(std::move(op));
  ++queued_;
  UpdateActive(object);
  LookAgain(object);
}

void Shard::Impl::LookAgain(Object& object) {
  if (object.dirty) return;
  object.dirty = true;
  dirty_.push_back(&object);
  if (flush_posted_) return;
  flush_posted_ = true;
  context_.executor->Post(Guarded([this] { FlushDirty(); }));
}

void Shard::Impl::FlushDirty() {
  flush_posted_ = false;
  std::vector<Object*> dirty = std::move(dirty_);
  dirty_.clear();
  for (Object* object : dirty) {
    object->dirty = false;
    if (!failed_) Advance(*object);
  }
}

void Shard::Impl::Finish(OpPtr op, Result result) {
  --queued_;
  if (result.outcome == Outcome::kOk) ++(op->writes ? stats_.writes : stats_.reads);
  if (result.outcome == Outcome::kUnknown) ++stats_.unknown;
  if (result.outcome == Outcome::kRefused) ++stats_.refused;
  if (op->done == nullptr) return;  // answered when it timed out
  finished_.push_back({std::move(op->done), std::move(result)});
}

void Shard::Impl::Refuse(OpPtr op, Outcome outcome, std::string reason) {
  Finish(std::move(op), Result{outcome, {}, EntryId(), std::move(reason)});
}

void Shard::Impl::RefuseLater(ResultFn done, std::string reason) {
  ++stats_.refused;
  // Not Guarded: a refusal is due also from a shard that has failed.
  context_.executor->Post([done = std::move(done), reason = std::move(reason)]() mutable {
    std::move(done)(Result{Outcome::kRefused, {}, EntryId(), std::move(reason)});
  });
}

void Shard::Impl::EndTurn() {
  const size_t keep = BUGGIFY(kEvictAtOnce) ? 0 : options_.resident_objects_max;
  if (objects_.size() > keep) {
    objects_.Shrink(keep, [this](Object& object) {
      if (!object.log.needs_mark() || failed_) return;
      SOMETIMES(kMarkedOnLeaving);
      MarkChosen(object);
    });
  }
  if (draining_) CheckDrained();
  if (finished_.empty()) return;
  std::vector<Finished> finished = std::move(finished_);
  finished_.clear();
  auto hand_out = [alive = alive_, finished = std::move(finished)]() mutable {
    for (Finished& f : finished) {
      if (!*alive) return;  // a callback may destroy this shard
      std::move(f.done)(std::move(f.result));
    }
  };
  // Submit itself finishes nothing, unless it finds that the store has failed.
  if (!failed_) return hand_out();
  context_.executor->Post(std::move(hand_out));
}

void Shard::Impl::Drain(absl::AnyInvocable<void() &&> drained) {
  Turn turn(this);
  draining_ = true;
  drained_ = std::move(drained);
}

// Once nobody waits any more, what is known to be chosen is written down, so that the next start
// need not find out.
void Shard::Impl::CheckDrained() {
  if (drained_ == nullptr || !active_.empty() || !dirty_.empty()) return;
  absl::AnyInvocable<void()&&> drained = std::move(drained_);
  drained_ = nullptr;
  Object* last = nullptr;
  if (!failed_) {
    objects_.ForEach([&](Object& object) {
      if (!object.log.needs_mark() || object.batch.has_value()) return;
      if (last != nullptr) MarkChosen(*last);
      last = &object;
    });
  }
  if (last == nullptr) return context_.executor->Post(std::move(drained));
  EntryRecord mark = last->log.ChosenMark();
  mark.object = last->name;
  context_.store->Write(
      mark, [drained = std::move(drained)](absl::Status) mutable { std::move(drained)(); });
}

// A store that failed may or may not hold what was last written: nothing in memory may be trusted
// or told from here on.
void Shard::Impl::Fail(absl::Status status) {
  if (failed_) return;
  SOMETIMES(kStoreFailed);
  failed_ = true;
  objects_.ForEach([this](Object& object) {
    for (OpPtr& op : object.queue) Refuse(std::move(op), Outcome::kRefused, "the store has failed");
    object.queue.clear();
    if (object.read.has_value()) {
      for (OpPtr& op : object.read->ops)
        Refuse(std::move(op), Outcome::kRefused, "the store has failed");
      object.read.reset();
    }
    if (object.batch.has_value()) {
      SOMETIMES(kStoreFailedUnderProposal);
      const Outcome outcome =
          PLANTED_BUG(kFailureTakenForRefusal) ? Outcome::kRefused : Outcome::kUnknown;
      for (OpPtr& op : object.batch->ops) Refuse(std::move(op), outcome, "the store has failed");
      object.batch.reset();
    }
    Unlink<ActiveTag>(object);
  });
  dirty_.clear();
  if (context_.on_failure == nullptr) return;
  context_.executor->Post([this, alive = alive_, status = std::move(status)] {
    if (*alive) context_.on_failure(status);
  });
}

uint64_t Shard::Impl::live_keys() const {
  return static_cast<uint64_t>(static_cast<int64_t>(context_.store->live_keys()) +
                               live_difference_);
}

ShardStats Shard::Impl::stats() const {
  ShardStats stats = stats_;
  stats.queued = queued_;
  stats.resident_objects = objects_.size();
  return stats;
}

LogState Shard::Impl::Inspect(const std::string& name) const {
  const Object* object = objects_.Peek(name);
  if (object != nullptr) {
    return {object->log.chosen(), object->log.chosen_value(), object->log.pending().actual()};
  }
  absl::StatusOr<LogState> stored = context_.store->Load(name);
  return stored.ok() ? *std::move(stored) : LogState{};
}

}  // namespace paxosstore
