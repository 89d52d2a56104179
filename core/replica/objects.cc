// Getting objects into and out of memory, and carrying out what their logs ask for.
#include "core/base/buggify.h"
#include "core/base/check.h"
#include "core/base/planted_bug.h"
#include "core/replica/shard_impl.h"

namespace paxosstore {

Object* Shard::Impl::Get(std::string_view name) {
  if (Object* object = objects_.Find(name); object != nullptr) return object;
  absl::StatusOr<LogState> stored = context_.store->Load(name);
  if (!stored.ok()) {
    Fail(stored.status());
    return nullptr;
  }
  if (PLANTED_BUG(kPendingNotLoaded)) stored->pending = {};
  const uint32_t live = stored->chosen_value == nullptr ? 0 : stored->chosen_value->live_keys;
  Object& object = objects_.Add(std::make_unique<Object>(
      std::string(name), &group_, *std::move(stored), context_.placement->PreferredReplica(name)));
  object.live_in_store = live;
  return &object;
}

void Shard::Impl::Send(NodeId to, Frame frame) {
  ++stats_.messages_sent;
  context_.network->Send(to, std::move(frame));
}

void Shard::Impl::Apply(Object& object, Effects fx) {
  for (Effects::Write& write : fx.writes) Write(object, std::move(write));
  for (auto& [to, message] : fx.sends) SendPaxos(to, object.name, std::move(message));
  if (failed_) return;
  CountLive(object);
  if (fx.notice && !IsLinked<NoticeTag>(object)) {
    notices_.push_back(object);
    ArmNotices();
  }
  if (fx.trial_clear && object.read.has_value() && object.read->trial_begun) {
    object.read->clear_at = object.log.chosen();
  }
  if (fx.chosen) OnChosen(object);
  if (fx.preempted) {
    ++stats_.preempted;
    Arm(object, Object::TimerUse::kRetry, BackoffDelay(object));
    if (object.conflicts < 5) ++object.conflicts;
  }
  if (fx.trial_clear) Disarm(object);
  if (fx.chosen || fx.trial_clear) Advance(object);
  UpdateActive(object);
}

void Shard::Impl::Write(Object& object, Effects::Write write) {
  write.record.object = object.name;
  if (write.record.kind == EntryRecord::Kind::kChosen) {
    object.live_in_store = write.record.value->live_keys;
  } else if (write.record.previous_is_chosen) {
    object.live_in_store = object.log.chosen_value()->live_keys;
  }
  if (write.state.has_value() && context_.observer != nullptr) {
    context_.observer->OnState(object.name, write.record.entry, *write.state);
  }
  ++object.writes_in_flight;
  context_.store->Write(write.record, [this, alive = alive_, &object, entry = write.record.entry,
                                       state = std::move(write.state)](absl::Status status) {
    if (!*alive || failed_) return;
    Turn turn(this);
    --object.writes_in_flight;
    if (!status.ok()) return Fail(std::move(status));
    if (!state.has_value()) return;
    Effects fx;
    object.log.MarkDurable(entry, *state, fx);
    Apply(object, std::move(fx));
  });
}

// The store counts the keys of the entries that it knows to be chosen; we may know of a newer one.
void Shard::Impl::CountLive(Object& object) {
  const ValuePtr& value = object.log.chosen_value();
  const int64_t now = value == nullptr ? 0 : int64_t{value->live_keys} - object.live_in_store;
  live_difference_ += now - object.live_difference;
  object.live_difference = now;
}

void Shard::Impl::MarkChosen(Object& object) {
  EntryRecord mark = object.log.ChosenMark();
  mark.object = object.name;
  object.live_in_store = object.log.chosen_value()->live_keys;
  CountLive(object);
  context_.store->Write(mark, [this, alive = alive_](absl::Status status) {
    if (!*alive || failed_ || status.ok()) return;
    Turn turn(this);
    Fail(std::move(status));
  });
}

void Shard::Impl::OnChosen(Object& object) {
  if (context_.observer != nullptr) {
    context_.observer->OnChosen(object.name, object.log.chosen(), *object.log.chosen_value());
  }
  Disarm(object);
  Unlink<SettleTag>(object);
  object.recovered = false;
  object.resends = 0;
  object.conflicts = 0;
  object.held_back = false;
  // Nobody waits for a round that only settles, and what it was to settle is settled.
  if (object.read.has_value() && object.read->ops.empty()) object.read.reset();
  if (object.batch.has_value()) SettleBatch(object);
  if (object.decoded != object.log.chosen()) object.decoded.reset();
  if (object.log.needs_mark() && BUGGIFY(kMarkAtOnce)) MarkChosen(object);
}

// Makes `state` and `window` those of the newest chosen entry. False if the store has failed.
bool Shard::Impl::Decode(Object& object) {
  if (object.decoded == object.log.chosen()) return true;
  object.state = {};
  object.window = {};
  if (const ValuePtr& value = object.log.chosen_value(); value != nullptr) {
    absl::StatusOr<model::ObjectState> state = model::DecodeObjectState(value->payload);
    absl::StatusOr<RequestWindow> window = RequestWindow::Decode(value->window);
    if (!state.ok() || !window.ok()) {
      Fail(absl::DataLossError("object " + object.name + ": entry " +
                               ToString(object.log.chosen()) + ": malformed value"));
      return false;
    }
    object.state = *std::move(state);
    if (!(PLANTED_BUG(kRequestIdsForgottenAtRestart) && object.recovered)) {
      object.window = *std::move(window);
    }
  }
  object.decoded = object.log.chosen();
  return true;
}

void Shard::Impl::Advance(Object& object) {
  if (object.read.has_value()) CheckRead(object);
  if (failed_ || object.read.has_value() || object.batch.has_value()) return;
  if (!object.queue.empty()) StartNext(object);
  UpdateActive(object);
}

void Shard::Impl::UpdateActive(Object& object) {
  const bool active = !object.queue.empty() || object.batch.has_value() || object.read.has_value();
  if (active == IsLinked<ActiveTag>(object)) return;
  if (!active) return Unlink<ActiveTag>(object);
  active_.push_back(object);
  ArmDeadlines();
}

}  // namespace paxosstore
