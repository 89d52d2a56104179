// Consistent read: ask all replicas for their newest entry of the object; a majority with nothing
// newer than ours, and nothing accepted after it, makes our copy current: one round trip, no disk.
// What is pending is waited for, then finished by a trial round.
#include <algorithm>

#include "core/base/buggify.h"
#include "core/base/planted_bug.h"
#include "core/base/sometimes.h"
#include "core/replica/shard_impl.h"

namespace paxosstore {
namespace {

// A replica that owes an answer for longer is not relied upon for the next question.
constexpr Duration kSilentAfter = Milliseconds(5);

}  // namespace

void Shard::Impl::StartRead(Object& object, std::vector<OpPtr> ops) {
  object.read.emplace();
  object.read->number = ++read_rounds_;
  object.read->ops = std::move(ops);
  if (object.read->ops.size() > 1) SOMETIMES(kReadSharedRound);
  object.resends = 0;
  ++stats_.quick_reads;
  if (!PLANTED_BUG(kReadWithoutMajority)) AskOthers(object, /*all=*/BUGGIFY(kAskAll));
  if (!object.log.attempting()) Arm(object, Object::TimerUse::kResend, kSilentAfter);
  UpdateActive(object);
  CheckRead(object);
}

// At first only as many as a majority needs, leaving out those that owe an answer for long: nothing
// but speed depends on that choice. Whoever asks again asks all.
void Shard::Impl::AskOthers(Object& object, bool all) {
  const Instant now = context_.clock->Now();
  std::array<bool, kReplicasMax> ask{};
  size_t asked = 0;
  for (size_t step = 1; step < group_.size; ++step) {
    const ReplicaIndex i = (group_.self + step) % group_.size;
    const bool silent = peers_[i].owes_answer && now - peers_[i].asked_at > kSilentAfter;
    if (silent && !all) SOMETIMES(kSilentLeftOut);
    if (object.read->reports[i].here || (silent && !all)) continue;
    if (!all && asked + 1 == group_.Majority()) break;
    ask[i] = true;
    ++asked;
  }
  if (!all && asked + 1 < group_.Majority()) return AskOthers(object, /*all=*/true);
  object.read->all_asked = all;
  auto query = std::make_shared<const Message>(
      ReadQuery{object.name, object.read->number, object.log.chosen()});
  for (ReplicaIndex i = 0; i < group_.size; ++i) {
    if (!ask[i]) continue;
    if (!peers_[i].owes_answer) peers_[i] = {true, now};
    Send(group_.nodes[i], query);
  }
}

// What a replica's report says of our version:
//   its version is older           current: it cannot have accepted anything after ours
//   the same, nothing accepted     current
//   the same, a value accepted     pending: that may be chosen, or become so
// (A newer version has become ours before we come here.)
void Shard::Impl::CheckRead(Object& object) {
  const EntryId version = object.log.chosen();
  size_t current = 0, pending = 0;
  for (ReplicaIndex i = 0; i < group_.size; ++i) {
    ReadRound::Report report = object.read->reports[i];
    if (i == group_.self) report = {true, version, object.log.HoldsPendingValue()};
    if (!report.here) continue;
    const bool blocks =
        report.chosen == version && report.pending && !PLANTED_BUG(kReadIgnoresPending);
    ++(blocks ? pending : current);
  }
  const bool self_blocks = object.log.HoldsPendingValue() && !PLANTED_BUG(kReadIgnoresPending);
  if (current >= group_.Majority() && !self_blocks) return FinishRead(object);
  if (object.read->clear_at == version) {
    SOMETIMES(kReadEndedByTrial);
    return FinishRead(object);
  }
  if (PLANTED_BUG(kReadWithoutMajority)) return FinishRead(object);
  if (object.log.attempting() || object.timer_use == Object::TimerUse::kTrial) return;
  if (current + pending >= group_.Majority()) {
    // Those not asked yet may make a majority of current ones, or tell that the entry is chosen,
    // before a trial begins, which costs two syncs and the owner's fast path.
    SOMETIMES(kReadWaitedForPending);
    if (!object.read->all_asked) AskOthers(object, /*all=*/true);
    return Arm(object, Object::TimerUse::kTrial, BackoffDelay(object));
  }
  // Whatever ended the timer (an entry was chosen, a trial is over), lost questions are asked
  // again.
  if (PLANTED_BUG(kChosenDisarmsReadTimer)) return;
  if (object.timer == TimerId()) Arm(object, Object::TimerUse::kResend, ResendDelay(object));
}

void Shard::Impl::FinishRead(Object& object) {
  std::vector<OpPtr> ops = std::move(object.read->ops);
  object.read.reset();
  if (!object.log.attempting()) Disarm(object);
  if (ops.empty()) return UpdateActive(object);
  if (!Decode(object)) {
    for (OpPtr& op : ops) Refuse(std::move(op), Outcome::kRefused, "the store has failed");
    return;
  }
  const int64_t stamp = object.state.stamp_ms;
  for (auto op = ops.begin(); op != ops.end(); ++op) {
    if (AnswerRepeated(object, *op)) continue;  // took effect meanwhile, through another attempt
    object.state.stamp_ms = std::max(stamp, context_.clock->WallNow().ms);
    std::vector<model::Reply> replies;
    if (Evaluate(object, **op, replies)) {
      // A change after all: a key has expired, or the object has changed since a write was found to
      // do nothing. It needs an entry, and what came after it has to wait for that.
      SOMETIMES(kReadBecameWrite);
      (*op)->writes = true;
      object.decoded.reset();
      PutBack(object, {std::make_move_iterator(op), std::make_move_iterator(ops.end())});
      break;
    }
    Finish(std::move(*op), Result{Outcome::kOk, std::move(replies), object.log.chosen(), {}});
  }
  object.state.stamp_ms = stamp;
  if (!object.queue.empty()) LookAgain(object);
  UpdateActive(object);
}

// A value that somebody else proposed is pending here: if nobody finishes it, we shall.
void Shard::Impl::WatchPending(Object& object, EntryId entry_before, bool held_before) {
  if (!object.log.HoldsPendingValue() || object.log.attempting()) return;
  if (held_before && entry_before == object.log.pending_entry()) return;
  object.settle_at = context_.clock->Now() + options_.settle_after;
  Unlink<SettleTag>(object);
  settle_.push_back(object);
  if (settle_armed_) return;
  settle_armed_ = true;
  context_.executor->After(options_.settle_after, Guarded([this] { OnSettleTimer(); }));
}

void Shard::Impl::OnSettleTimer() {
  settle_armed_ = false;
  const Instant now = context_.clock->Now();
  while (!settle_.empty() && settle_.front().settle_at <= now) {
    Object& object = settle_.front();
    settle_.pop_front();
    if (!object.log.HoldsPendingValue() || object.log.attempting()) continue;
    if (object.batch.has_value() || object.read.has_value()) continue;
    SOMETIMES(kSettleBegun);
    StartRead(object, {});
  }
  if (settle_.empty()) return;
  settle_armed_ = true;
  context_.executor->After(settle_.front().settle_at - now, Guarded([this] { OnSettleTimer(); }));
}

}  // namespace paxosstore
