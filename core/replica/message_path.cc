// What the other replicas say. Every handler copes with any message at any time: late, repeated,
// from an earlier incarnation.
#include "core/base/buggify.h"
#include "core/base/check.h"
#include "core/base/planted_bug.h"
#include "core/base/sometimes.h"
#include "core/replica/shard_impl.h"

namespace paxosstore {

void Shard::Impl::OnFrame(NodeId from, Frame frame) {
  if (failed_ || !group_.Contains(from) || from == context_.self) return;
  Turn turn(this);
  peers_[group_.IndexOf(from)].owes_answer = false;
  const auto& message = static_cast<const Message&>(*frame);
  std::visit([&](const auto& body) { On(from, body); }, message.body);
}

void Shard::Impl::SendPaxos(NodeId to, const std::string& object, PaxosMessage message) {
  message.object = object;
  Send(to, std::make_shared<const Message>(std::move(message)));
}

void Shard::Impl::On(NodeId from, const PaxosMessage& message) {
  if (message.entry == EntryId(0) && BUGGIFY(kNoticeIgnored)) return;
  Object* object = Get(message.object);
  if (object == nullptr) return;
  const EntryId entry_before = object->log.pending_entry();
  const bool held_before = object->log.HoldsPendingValue();
  Effects fx;
  object->log.Receive(from, message, fx);
  Apply(*object, std::move(fx));
  if (!failed_) WatchPending(*object, entry_before, held_before);
}

void Shard::Impl::On(NodeId from, const ReadQuery& query) {
  Object* object = Get(query.object);
  if (object == nullptr) return;
  ReadReply reply;
  reply.object = query.object;
  reply.round = query.round;
  reply.chosen = object->log.chosen();
  const AcceptorState& state = object->log.pending().durable();
  reply.pending = {state.promised, state.accepted, nullptr};
  if (reply.chosen > query.chosen) reply.newer = object->log.MakeNotice(true).chosen;
  Send(from, std::make_shared<const Message>(std::move(reply)));
}

void Shard::Impl::On(NodeId from, const ReadReply& reply) {
  Object* object = objects_.Find(reply.object);
  if (object == nullptr) return;
  // The facts in it are worth having, whatever became of the question.
  Effects fx;
  if (reply.newer.has_value() && reply.newer->entry > object->log.chosen()) {
    ++stats_.catch_ups;
    SOMETIMES(kReadCaughtUp);
    object->log.ReceiveChosen(*reply.newer, fx);
  }
  const bool asked = object->read.has_value() &&
                     (object->read->number == reply.round || PLANTED_BUG(kAnswerToOtherQuestion));
  if (!asked) SOMETIMES(kReadAnswerStale);
  if (asked) {
    object->read->reports[group_.IndexOf(from)] = {true, reply.chosen,
                                                   !reply.pending.accepted.IsNone()};
  }
  object->log.ReceiveReport(from, reply.chosen.Next(), reply.pending, fx);
  Apply(*object, std::move(fx));
  if (!failed_ && object->read.has_value()) Advance(*object);
}

}  // namespace paxosstore
