// Time in the shard: sending again, backing off, deadlines, notices. Correctness depends on none of
// it.
#include <algorithm>

#include "core/base/buggify.h"
#include "core/base/planted_bug.h"
#include "core/base/sometimes.h"
#include "core/replica/shard_impl.h"

namespace paxosstore {
namespace {

// How long the others may wait to hear that an entry is chosen, if nothing else is said about the
// object meanwhile.
constexpr Duration kNoticeDelay = Milliseconds(2);
constexpr uint8_t kResendDoublingsMax = 4;

}  // namespace

void Shard::Impl::Arm(Object& object, Object::TimerUse use, Duration delay) {
  Disarm(object);
  object.timer_use = use;
  object.timer = context_.executor->After(delay, Guarded([this, &object, use] {
                                            object.timer = TimerId();
                                            object.timer_use = Object::TimerUse::kNone;
                                            OnTimer(object, use);
                                          }));
}

void Shard::Impl::Disarm(Object& object) {
  if (object.timer == TimerId()) return;
  context_.executor->Cancel(object.timer);
  object.timer = TimerId();
  object.timer_use = Object::TimerUse::kNone;
}

void Shard::Impl::OnTimer(Object& object, Object::TimerUse use) {
  Effects fx;
  switch (use) {
    case Object::TimerUse::kNone:
      return;
    case Object::TimerUse::kResend:
      ++stats_.resends;
      if (object.resends < kResendDoublingsMax) ++object.resends;
      if (object.log.attempting()) {
        object.log.Resend(fx);
      } else if (object.read.has_value()) {
        SOMETIMES(kReadAskedAgain);
        AskOthers(object, /*all=*/true);
      } else {
        return;
      }
      if (!PLANTED_BUG(kResendOnlyOnce)) {
        Arm(object, Object::TimerUse::kResend, ResendDelay(object));
      }
      break;
    case Object::TimerUse::kRetry:
      if (!object.log.attempting()) return;
      ++stats_.prepares;
      Arm(object, Object::TimerUse::kResend, ResendDelay(object));
      object.log.Retry(fx);
      break;
    case Object::TimerUse::kHoldBack:
      return Advance(object);
    case Object::TimerUse::kTrial:
      if (object.log.attempting() || !object.read.has_value()) return;
      ++stats_.trial_rounds;
      object.read->trial_begun = true;
      Arm(object, Object::TimerUse::kResend, ResendDelay(object));
      object.log.StartTrial(fx);
      break;
  }
  Apply(object, std::move(fx));
}

Duration Shard::Impl::ResendDelay(const Object& object) const {
  if (BUGGIFY(kResendAtOnce)) return Microseconds(50);
  return options_.resend_after * (int64_t{1} << object.resends);
}

namespace {

// What no seed repeats.
Duration PlantedJitter([[maybe_unused]] const Object& object) {
  if (PLANTED_BUG(kCounterOutlivesRun)) {
    static thread_local int64_t drawn = 0;
    return Nanoseconds(++drawn);
  }
  if (PLANTED_BUG(kUnwrittenByteDecides)) {
    return Nanoseconds(std::make_unique_for_overwrite<uint8_t[]>(64)[40]);
  }
  if (PLANTED_BUG(kAddressDecides)) {
    return Nanoseconds(static_cast<int64_t>(reinterpret_cast<uintptr_t>(&object) >> 12 & 0xFF));
  }
  return {};
}

}  // namespace

// Seeded jitter, doubling with each conflict; the preferred replica of the object waits a quarter
// as long, so that of two that collide again and again one has the way free.
Duration Shard::Impl::BackoffDelay(const Object& object) {
  if (PLANTED_BUG(kFixedBackoff)) return options_.backoff;
  if (BUGGIFY(kNoBackoff)) return {};
  if (object.conflicts > 2) SOMETIMES(kBackoffGrew);
  Duration mean = options_.backoff * (int64_t{1} << object.conflicts);
  if (context_.placement->PreferredReplica(object.name) == context_.self) mean = mean / 4;
  mean = mean + PlantedJitter(object);
  const auto spread = static_cast<uint64_t>(std::max<int64_t>(mean.ns, 1));
  return mean / 2 +
         Nanoseconds(static_cast<int64_t>(context_.random->Below(Draw::kBackoff, spread)));
}

// One look at all waiting requests several times per time-out, rather than a timer for each.
void Shard::Impl::ArmDeadlines() {
  if (deadlines_armed_) return;
  deadlines_armed_ = true;
  context_.executor->After(options_.request_timeout / 8, Guarded([this] { OnDeadlines(); }));
}

void Shard::Impl::OnDeadlines() {
  deadlines_armed_ = false;
  for (auto at = active_.begin(); at != active_.end();) {
    Object& object = *at;
    ++at;
    ExpireOps(object);
    UpdateActive(object);
  }
  if (!active_.empty() && !PLANTED_BUG(kDeadlinesAskedOnce)) ArmDeadlines();
}

void Shard::Impl::ExpireOps(Object& object) {
  const Instant now = context_.clock->Now();
  auto late = [now](const OpPtr& op) { return op->deadline <= now || BUGGIFY(kEarlyTimeout); };
  while (!object.queue.empty() && late(object.queue.front())) {
    OpPtr op = std::move(object.queue.front());
    object.queue.pop_front();
    SOMETIMES(kTimedOutInQueue);
    Refuse(std::move(op), Outcome::kRefused, "timed out before it was proposed");
  }
  if (object.read.has_value()) {
    std::vector<OpPtr>& ops = object.read->ops;
    const bool settles = ops.empty();
    for (OpPtr& op : ops) {
      if (!late(op)) continue;
      SOMETIMES(kTimedOutReading);
      Refuse(std::move(op), Outcome::kRefused, "timed out: no majority answered");
    }
    std::erase(ops, nullptr);
    if (ops.empty() && !settles) object.read.reset();
    if (!object.read.has_value() && !object.queue.empty()) LookAgain(object);
  }
  if (!object.batch.has_value()) return;
  for (OpPtr& op : object.batch->ops) {
    if (op->done == nullptr || !late(op)) continue;
    SOMETIMES(kTimedOutProposed);
    const Outcome outcome =
        PLANTED_BUG(kTimeoutReportedAsRefusal) ? Outcome::kRefused : Outcome::kUnknown;
    finished_.push_back(
        {std::move(op->done), Result{outcome, {}, EntryId(), "timed out: no majority answered"}});
    op->done = nullptr;
  }
}

void Shard::Impl::ArmNotices() {
  if (notices_armed_) return;
  notices_armed_ = true;
  context_.executor->After(kNoticeDelay, Guarded([this] { OnNotices(); }));
}

void Shard::Impl::OnNotices() {
  notices_armed_ = false;
  while (!notices_.empty()) {
    Object& object = notices_.front();
    notices_.pop_front();
    PaxosMessage notice = object.log.MakeNotice(/*with_value=*/false);
    notice.object = object.name;
    auto frame = std::make_shared<const Message>(std::move(notice));
    for (ReplicaIndex i = 0; i < group_.size; ++i) {
      if (i != group_.self) Send(group_.nodes[i], frame);
    }
  }
}

}  // namespace paxosstore
