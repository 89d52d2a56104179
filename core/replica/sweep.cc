// The background sweep: each step tells one other replica the versions of the next few objects in
// name order; whoever is behind is brought up to date by one message an object. It finds what no
// access touches: missed entries, and pending ones whose proposer is gone. Bounded work a step, so
// that repair never starves service.
#include <algorithm>

#include "core/base/buggify.h"
#include "core/base/planted_bug.h"
#include "core/base/sometimes.h"
#include "core/replica/shard_impl.h"

namespace paxosstore {

void Shard::Impl::ArmSweep() {
  if (group_.size < 2) return;
  const Duration pause = BUGGIFY(kSweepAtOnce) ? Milliseconds(1) : options_.sweep_every;
  context_.executor->After(pause, Guarded([this] {
                             OnSweep();
                             ArmSweep();
                           }));
}

void Shard::Impl::OnSweep() {
  SweepDigest digest;
  digest.after = sweep_cursor_;
  std::vector<std::string> pending;
  const size_t objects = BUGGIFY(kSweepOneObject) ? 1 : options_.sweep_objects;
  context_.store->Visit(sweep_cursor_, objects, [&](const EntryStore::Summary& s) {
    digest.items.push_back({std::string(s.object), s.chosen});
    if (s.pending) pending.emplace_back(s.object);
  });
  const bool finished = digest.items.size() < objects;
  if (!digest.items.empty()) sweep_cursor_ = digest.items.back().object;
  if (finished && !PLANTED_BUG(kSweepGoesRoundOnce)) sweep_cursor_ = std::string();
  digest.upto = sweep_cursor_;
  for (SweepDigest::Item& item : digest.items) {
    // The store lags behind what we know; see ObjectLog::needs_mark.
    if (const Object* object = objects_.Peek(item.object); object != nullptr) {
      item.chosen = object->log.chosen();
    }
  }
  const ReplicaIndex other =
      (group_.self + 1 + context_.random->Below(Draw::kPeerChoice, group_.size - 1)) % group_.size;
  Send(group_.nodes[other], std::make_shared<const Message>(std::move(digest)));
  // Whatever the disk calls pending is settled, and written down as such, while nobody else needs
  // the object.
  for (const std::string& name : pending) {
    Object* object = Get(name);
    if (object == nullptr) return;
    if (!object->Idle()) continue;
    if (object->log.needs_mark()) {
      SOMETIMES(kSweepMarked);
      MarkChosen(*object);
    } else if (object->log.HoldsPendingValue() && !IsLinked<SettleTag>(*object)) {
      SOMETIMES(kSweepSettled);
      StartRead(*object, {});
    }
  }
}

void Shard::Impl::On(NodeId from, const SweepDigest& digest) {
  // Twice what we would send ourselves is no digest of this range.
  const size_t limit = size_t{options_.sweep_objects} * 2;
  std::vector<SweepDigest::Item> ours;
  context_.store->Visit(digest.after, limit, [&](const EntryStore::Summary& s) {
    if (digest.upto.empty() || s.object <= digest.upto)
      ours.push_back({std::string(s.object), s.chosen});
  });
  for (SweepDigest::Item& item : ours) {
    if (const Object* object = objects_.Peek(item.object); object != nullptr) {
      item.chosen = object->log.chosen();
    }
  }
  auto mine = ours.begin();
  for (const SweepDigest::Item& item : digest.items) {
    for (; mine != ours.end() && mine->object < item.object; ++mine) {
      AnswerSweepItem(from, mine->object, EntryId(), mine->chosen);
    }
    const bool both = mine != ours.end() && mine->object == item.object;
    AnswerSweepItem(from, item.object, item.chosen, both ? mine->chosen : EntryId());
    if (both) ++mine;
  }
  for (; mine != ours.end(); ++mine) AnswerSweepItem(from, mine->object, EntryId(), mine->chosen);
}

void Shard::Impl::AnswerSweepItem(NodeId from, std::string_view name, EntryId theirs,
                                  EntryId ours) {
  if (theirs == ours || PLANTED_BUG(kSweepSilent)) return;
  Object* object = Get(name);
  if (object == nullptr) return;
  ++stats_.catch_ups;
  if (ours > theirs) SOMETIMES(kSweepGave);
  if (ours < theirs) SOMETIMES(kSweepAsked);
  SendPaxos(from, object->name,
            ours > theirs ? object->log.MakeNotice(/*with_value=*/true) : object->log.MakeStatus());
}

}  // namespace paxosstore
