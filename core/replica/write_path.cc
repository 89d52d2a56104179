// Consistent write: the waiting commands of an object are evaluated against its newest chosen state
// and proposed together as the next entry. If another value is chosen there, they are evaluated
// anew: an optimistic transaction on one object.
#include <algorithm>

#include "core/base/buggify.h"
#include "core/base/check.h"
#include "core/base/planted_bug.h"
#include "core/base/sometimes.h"
#include "core/model/reply_codec.h"
#include "core/replica/shard_impl.h"

namespace paxosstore {

void Shard::Impl::StartNext(Object& object) {
  const bool foreign = object.log.HoldsPendingValue() && !object.log.attempting();
  const size_t count =
      BUGGIFY(kOneAtATime) ? 1 : std::min<size_t>(object.queue.size(), options_.batch_commands_max);
  const bool writes =
      std::any_of(object.queue.begin(), object.queue.begin() + static_cast<ptrdiff_t>(count),
                  [](const OpPtr& op) { return op->writes; });
  if (writes) {
    if (!object.log.MayPropose()) return;  // a trial of ours is about to settle the pending entry
    if (object.timer_use == Object::TimerUse::kHoldBack) return;
    if (foreign && !object.held_back && !BUGGIFY(kCompeteAtOnce)) {
      // Somebody else's proposal is under way here: competing with it at once would only cost both
      // of us.
      SOMETIMES(kHeldBack);
      object.held_back = true;
      return Arm(object, Object::TimerUse::kHoldBack, BackoffDelay(object));
    }
  }
  std::vector<OpPtr> ops;
  for (size_t i = 0; i < count; ++i) {
    ops.push_back(std::move(object.queue.front()));
    object.queue.pop_front();
  }
  if (!writes) return StartRead(object, std::move(ops));
  TryBatch(object, std::move(ops));
}

// A request that took effect already gets its first answer; one that may have, and nobody knows any
// more, is expired.
bool Shard::Impl::AnswerRepeated(Object& object, OpPtr& op) {
  const RequestId& id = op->request.id;
  if (id.client == ClientId(0) || !op->writes || op->clear) return false;
  const RequestWindow::ClientSlot* slot = object.window.FindClient(id.client);
  if (slot != nullptr && (slot->sequence == id.sequence || PLANTED_BUG(kSequenceNotCompared))) {
    if (slot->entry > object.log.chosen())
      return false;  // of the batch being made: not decided yet
    SOMETIMES(kRepeatAnswered);
    Result result{Outcome::kOk, {}, slot->entry, {}};
    absl::StatusOr<std::vector<model::Reply>> replies = model::DecodeReplies(slot->answer);
    CHECK(replies.ok());
    result.replies = *std::move(replies);
    Finish(std::move(op), std::move(result));
    return true;
  }
  const bool overtaken =
      slot != nullptr && slot->sequence > id.sequence && !PLANTED_BUG(kOvertakenActs);
  if (!overtaken && object.window.floor() <= id.since) return false;
  if (overtaken) SOMETIMES(kRequestOvertaken);
  if (!overtaken) SOMETIMES(kRequestForgotten);
  Refuse(std::move(op), Outcome::kExpired,
         overtaken ? "a later request of this client took effect"
                   : "the object has forgotten requests as old as this one");
  return true;
}

// Runs the request on the object's state; true if that changed it.
bool Shard::Impl::Evaluate(Object& object, const Op& op, std::vector<model::Reply>& replies) {
  if (op.clear) {
    const bool changed = !object.state.keys.empty();
    object.state.keys.clear();
    return changed;
  }
  bool changed = false;
  for (const model::Command& command : op.request.commands) {
    model::Evaluation evaluation = model::Evaluate(command, object.state);
    changed |= evaluation.changed;
    replies.push_back(std::move(evaluation.reply));
  }
  return changed;
}

// Adds the request to the batch, evaluated; true if it needs an entry. A second attempt of a
// request that is in the batch already shares its answer.
bool Shard::Impl::AddToBatch(Object& object, Batch& batch, OpPtr op) {
  std::vector<model::Reply> replies;
  const RequestId& id = op->request.id;
  const bool tracked = id.client != ClientId(0) && op->writes && !op->clear;
  const RequestWindow::ClientSlot* slot = tracked ? object.window.FindClient(id.client) : nullptr;
  bool changed = false;
  if (slot != nullptr && slot->sequence == id.sequence && !PLANTED_BUG(kRepeatInBatchActsTwice)) {
    CHECK(slot->entry == batch.entry);  // older ones have been answered
    SOMETIMES(kRepeatMerged);
    absl::StatusOr<std::vector<model::Reply>> first = model::DecodeReplies(slot->answer);
    CHECK(first.ok());
    replies = *std::move(first);
  } else {
    changed = Evaluate(object, *op, replies);
    // A tracked request goes through the log even if it changes nothing: another attempt of it may
    // come later, when it would, and must find this answer.
    if (tracked && !PLANTED_BUG(kUnchangedNotRemembered)) changed = true;
    if (tracked && changed) {
      object.window.RememberClient(
          {id.client, id.sequence, batch.entry, model::EncodeReplies(replies)}, batch.window);
      ++batch.remembered;
    }
  }
  batch.ops.push_back(std::move(op));
  batch.replies.push_back(std::move(replies));
  return changed;
}

void Shard::Impl::TryBatch(Object& object, std::vector<OpPtr> ops) {
  if (!Decode(object)) {
    for (OpPtr& op : ops) Refuse(std::move(op), Outcome::kRefused, "the store has failed");
    return;
  }
  const int64_t stamp = object.state.stamp_ms;
  object.state.stamp_ms = std::max(stamp, context_.clock->WallNow().ms);
  Batch batch;
  batch.entry = object.log.pending_entry();
  batch.window = BUGGIFY(kSmallWindow) ? 1 : options_.request_window;
  bool changed = false;
  auto op = ops.begin();
  // One entry must not push more than half of the remembered requests out of the window.
  for (; op != ops.end() && batch.remembered * 2 < std::max(batch.window, 2u); ++op) {
    if (!AnswerRepeated(object, *op)) changed |= AddToBatch(object, batch, std::move(*op));
  }
  if (op != ops.end()) SOMETIMES(kBatchCutByWindow);
  PutBack(object, {std::make_move_iterator(op), std::make_move_iterator(ops.end())});
  if (changed) return ProposeBatch(object, std::move(batch));
  object.state.stamp_ms = stamp;
  // Nothing would change (SETNX on a key that exists): the answers are reads, and need a read's
  // certainty.
  if (!batch.ops.empty()) {
    SOMETIMES(kWriteWasRead);
    return StartRead(object, std::move(batch.ops));
  }
  if (!object.queue.empty()) StartNext(object);
}

void Shard::Impl::ProposeBatch(Object& object, Batch batch) {
  if (const ValuePtr& last = object.log.chosen_value(); last != nullptr) {
    object.window.RememberProposal(last->id);
  }
  auto value = std::make_shared<Value>();
  value->id = {context_.self, group_.incarnation, ++proposals_};
  value->live_keys = static_cast<uint32_t>(object.state.keys.size());
  if (!PLANTED_BUG(kWindowNotReplicated)) value->window = object.window.Encode();
  value->payload = model::Encode(object.state);
  batch.id = value->id;
  if (batch.ops.size() > 1) SOMETIMES(kCommandsMerged);
  // Until this is decided, the decoded state is that of the entry to be.
  object.decoded.reset();
  for (size_t i = 0; PLANTED_BUG(kAnsweredWhenProposed) && i < batch.ops.size(); ++i) {
    finished_.push_back({std::exchange(batch.ops[i]->done, nullptr),
                         Result{Outcome::kOk, batch.replies[i], batch.entry, {}}});
  }
  object.batch = std::move(batch);
  ++stats_.entries_proposed;
  ++(object.log.MayGoFast() ? stats_.fast_proposals : stats_.prepares);
  // What we say next tells the others of the entry before.
  if (object.log.MayGoFast()) Unlink<NoticeTag>(object);
  object.resends = 0;
  Effects fx;
  object.log.Propose(std::move(value), fx);
  Arm(object, Object::TimerUse::kResend, ResendDelay(object));
  Apply(object, std::move(fx));
}

// Something was chosen at the batch's entry or later. Was it ours?
void Shard::Impl::SettleBatch(Object& object) {
  Batch batch = *std::move(object.batch);
  std::optional<model::ObjectState> lost;
  if (PLANTED_BUG(kEvaluatedOnLostState)) lost = object.state;
  object.batch.reset();
  const ValuePtr& value = object.log.chosen_value();
  bool won = value->id == batch.id;
  if (won) {
    object.decoded = object.log.chosen();
  } else if (Decode(object)) {
    // The log holds the newest entry only; whether ours was an earlier one, its window tells.
    const ProposalId* newest = object.window.FindProposer(context_.self);
    won = newest != nullptr && (*newest == batch.id || PLANTED_BUG(kOwnProposalNotCompared));
    if (won) SOMETIMES(kBatchFoundInWindow);
  }
  if (failed_) {
    for (OpPtr& op : batch.ops) Refuse(std::move(op), Outcome::kUnknown, "the store has failed");
    return;
  }
  if (!won) {
    SOMETIMES(kBatchLost);
    if (lost.has_value()) object.state = *std::move(lost);
    return PutBack(object, std::move(batch.ops));
  }
  for (size_t i = 0; i < batch.ops.size(); ++i) {
    if (batch.ops[i]->done == nullptr) SOMETIMES(kTimedOutAndDone);
    Finish(std::move(batch.ops[i]),
           Result{Outcome::kOk, std::move(batch.replies[i]), batch.entry, {}});
  }
}

// Another value took the entry. What was answered as unknown meanwhile did not happen, and is not
// tried again.
void Shard::Impl::PutBack(Object& object, std::vector<OpPtr> ops) {
  for (auto op = ops.rbegin(); op != ops.rend(); ++op) {
    if ((*op)->done == nullptr && !(*op)->clear) {
      SOMETIMES(kTimedOutAndLost);
      Finish(std::move(*op), Result{Outcome::kUnknown, {}, EntryId(), {}});
    } else {
      object.queue.push_front(std::move(*op));
    }
  }
}

}  // namespace paxosstore
