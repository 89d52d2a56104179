// The inside of a Shard, one class over several files, each a path of its own:
//
//   shard.cc          the public face, and the end of every turn
//   objects.cc        getting objects into and out of memory, carrying out a log's effects
//   write_path.cc     merging commands into a proposal, and what becomes of it
//   read_path.cc      consistent reads, trial rounds, settling
//   message_path.cc   what other replicas say
//   timers.cc         resending, backing off, deadlines
//   sweep.cc          the background comparison with the other replicas
//   flush_all.cc      commands over the whole key space
#ifndef PAXOSSTORE_CORE_REPLICA_SHARD_IMPL_H_
#define PAXOSSTORE_CORE_REPLICA_SHARD_IMPL_H_

#include <array>
#include <exception>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/replica/message.h"
#include "core/replica/object.h"
#include "core/replica/resident_objects.h"
#include "core/replica/shard.h"

namespace paxosstore {

class Shard::Impl {
 public:
  Impl(Context context, ShardOptions options);
  ~Impl();

  void Submit(Request request, ResultFn done);
  void FlushAll(ResultFn done);
  void Drain(absl::AnyInvocable<void() &&> drained);
  uint64_t live_keys() const;
  ShardStats stats() const;
  LogState Inspect(const std::string& object) const;
  bool IsResident(const std::string& object) const { return objects_.Peek(object) != nullptr; }

 private:
  // One piece of work of the executor. Results are handed out when the outermost turn ends: a
  // client's callback may submit the next request, and must not find an object half-way through a
  // step.
  class Turn {
   public:
    explicit Turn(Impl* shard) : shard_(shard) { ++shard_->turn_depth_; }
    // A CHECK that fails throws under a simulator (SetCheckFailureHandler): in here as anywhere.
    // Where one is on its way already, the shard is broken and does nothing more.
    ~Turn() noexcept(false) {
      if (--shard_->turn_depth_ == 0 && std::uncaught_exceptions() == 0) shard_->EndTurn();
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

   private:
    Impl* shard_;
  };
  struct Finished {
    ResultFn done;
    Result result;
  };
  struct Listing;  // flush_all.cc

  // --- shard.cc
  void EndTurn();
  void Finish(OpPtr op, Result result);
  void Refuse(OpPtr op, Outcome outcome, std::string reason);
  void RefuseLater(ResultFn done, std::string reason);
  void Enqueue(Object& object, OpPtr op);
  void LookAgain(Object& object);  // before this turn of the loop ends
  void FlushDirty();
  void CheckDrained();
  void Fail(absl::Status status);
  Work Guarded(absl::AnyInvocable<void() &&> work);  // dropped once the shard is gone or has failed

  // --- objects.cc
  // Null after the store has failed.
  Object* Get(std::string_view name);
  void Apply(Object& object, Effects fx);
  void Write(Object& object, Effects::Write write);
  void Send(NodeId to, Frame frame);
  void CountLive(Object& object);
  void MarkChosen(Object& object);
  void OnChosen(Object& object);
  bool Decode(Object& object);
  // Does whatever the object is ready for.
  void Advance(Object& object);
  void UpdateActive(Object& object);

  // --- write_path.cc
  void StartNext(Object& object);
  void TryBatch(Object& object, std::vector<OpPtr> ops);
  bool AnswerRepeated(Object& object, OpPtr& op);
  bool Evaluate(Object& object, const Op& op, std::vector<model::Reply>& replies);
  bool AddToBatch(Object& object, Batch& batch, OpPtr op);
  void ProposeBatch(Object& object, Batch batch);
  void SettleBatch(Object& object);
  void PutBack(Object& object, std::vector<OpPtr> ops);

  // --- read_path.cc
  void StartRead(Object& object, std::vector<OpPtr> ops);
  void AskOthers(Object& object, bool all);
  void CheckRead(Object& object);
  void FinishRead(Object& object);
  void OnSettleTimer();
  void WatchPending(Object& object, EntryId entry_before, bool held_before);

  // --- message_path.cc
  void OnFrame(NodeId from, Frame frame);
  void On(NodeId from, const PaxosMessage& message);
  void On(NodeId from, const ReadQuery& query);
  void On(NodeId from, const ReadReply& reply);
  void On(NodeId from, const SweepDigest& digest);
  void On(NodeId from, const ListQuery& query);
  void On(NodeId from, const ListReply& reply);
  void SendPaxos(NodeId to, const std::string& object, PaxosMessage message);

  // --- timers.cc
  void Arm(Object& object, Object::TimerUse use, Duration delay);
  void Disarm(Object& object);
  void OnTimer(Object& object, Object::TimerUse use);
  Duration ResendDelay(const Object& object) const;
  Duration BackoffDelay(const Object& object);
  void ArmDeadlines();
  void OnDeadlines();
  void ExpireOps(Object& object);
  void ArmNotices();
  void OnNotices();

  // --- sweep.cc
  void ArmSweep();
  void OnSweep();
  void AnswerSweepItem(NodeId from, std::string_view name, EntryId theirs, EntryId ours);

  // --- flush_all.cc
  void AskForNames();
  void OnNames(ReplicaIndex replica, const ListReply& reply);
  void ClearListed();
  ListReply OwnNames(const ListQuery& query) const;

  Context context_;
  const ShardOptions options_;
  Group group_;
  std::shared_ptr<bool> alive_;  // false once this is destroyed: late completions look here
  bool failed_ = false;
  bool draining_ = false;
  absl::AnyInvocable<void() &&> drained_;

  // Whether a replica answers at all, for choosing whom to ask.
  struct Peer {
    bool owes_answer = false;
    Instant asked_at;  // since when
  };
  std::array<Peer, kReplicasMax> peers_;
  ResidentObjects objects_;
  ObjectList<ActiveTag> active_;   // with requests under way
  ObjectList<SettleTag> settle_;   // holding somebody's pending value, by settle_at
  ObjectList<NoticeTag> notices_;  // whose newest entry the others should be told
  std::vector<Object*> dirty_;
  std::vector<Finished> finished_;
  int turn_depth_ = 0;
  bool flush_posted_ = false;
  bool deadlines_armed_ = false, settle_armed_ = false, notices_armed_ = false;

  uint64_t proposals_ = 0;  // numbers of ProposalIds in this incarnation
  uint64_t read_rounds_;    // numbers of questions; from the incarnation up, so never used twice
  uint64_t queued_ = 0;
  int64_t live_difference_ = 0;
  std::string sweep_cursor_;
  std::unique_ptr<Listing> listing_;
  ShardStats stats_;
};

}  // namespace paxosstore

#endif  // PAXOSSTORE_CORE_REPLICA_SHARD_IMPL_H_
