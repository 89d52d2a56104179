// One object while it is held in memory: its log, its decoded state, and who waits for what. Only
// core/replica sees it.
#ifndef PAXOSSTORE_CORE_REPLICA_OBJECT_H_
#define PAXOSSTORE_CORE_REPLICA_OBJECT_H_

#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "boost/intrusive/list.hpp"
#include "core/model/object_state.h"
#include "core/paxoslog/object_log.h"
#include "core/paxoslog/request_window.h"
#include "core/replica/request.h"
#include "core/runtime/executor.h"

namespace paxosstore {

// One request under way.
struct Op {
  Request request;
  ResultFn done;  // null once answered: a timed-out request whose proposal is still open
  Instant deadline;
  bool clear = false;   // removes every key (FLUSHALL); has no commands
  bool writes = false;  // may change the object, so it goes into a proposal at once
};
using OpPtr = std::unique_ptr<Op>;

// Commands merged into one proposal. At most one an object: its fate is known before the next one
// is made.
struct Batch {
  ProposalId id;
  EntryId entry;  // where it was proposed; every retry is at the same entry
  std::vector<OpPtr> ops;
  std::vector<std::vector<model::Reply>> replies;  // one list an op
  uint32_t remembered = 0;                         // client requests it adds to the window
  uint32_t window = 0;                             // as many the window may hold
};

// One consistent read for all requests that were waiting when it began.
struct ReadRound {
  struct Report {
    bool here = false;
    EntryId chosen;
    bool pending = false;  // an accepted value at chosen+1
  };
  uint64_t number = 0;
  std::vector<OpPtr> ops;  // none: the round only settles what is pending
  std::array<Report, kReplicasMax> reports;
  bool all_asked = false;
  // A trial begun for an earlier round may have collected its promises before this one began: it
  // proves nothing here.
  bool trial_begun = false;
  std::optional<EntryId> clear_at;  // this round's trial found nothing accepted after this version
};

namespace intrusive = boost::intrusive;
struct RecencyTag;
struct ActiveTag;
struct SettleTag;
struct NoticeTag;
template <typename Tag>
using ListHook =
    intrusive::list_base_hook<intrusive::tag<Tag>, intrusive::link_mode<intrusive::auto_unlink>>;

struct Object : ListHook<RecencyTag>,
                ListHook<ActiveTag>,
                ListHook<SettleTag>,
                ListHook<NoticeTag> {
  Object(std::string object_name, const Group* group, LogState stored, NodeId fixed_owner)
      : name(std::move(object_name)), log(group, std::move(stored), fixed_owner) {}

  // Nobody waits for anything here, so it may leave memory.
  bool Idle() const {
    return queue.empty() && !batch.has_value() && !read.has_value() && !log.attempting() &&
           writes_in_flight == 0 && timer == TimerId() && !dirty;
  }

  const std::string name;
  ObjectLog log;

  std::deque<OpPtr> queue;  // in the order of arrival, which is kept
  std::optional<Batch> batch;
  std::optional<ReadRound> read;

  // The decoded newest chosen value; while a batch is open, what it will be if that is chosen.
  model::ObjectState state;
  RequestWindow window;
  std::optional<EntryId> decoded;  // the version that `state` and `window` stand for

  enum class TimerUse : uint8_t { kNone, kResend, kRetry, kHoldBack, kTrial };
  TimerId timer;
  TimerUse timer_use = TimerUse::kNone;
  uint8_t resends = 0;     // of the current attempt or round, for the doubling
  uint8_t conflicts = 0;   // since something was chosen, for the doubling
  bool held_back = false;  // has waited once for somebody else's pending value
  bool used = true;        // since it was last considered for leaving memory
  bool dirty = false;      // has new requests, will be looked at before this turn of the loop ends
  bool recovered = true;   // nothing was chosen since it was read from the store
  uint32_t writes_in_flight = 0;
  Instant settle_at;

  // For counting keys: what the store counts for this object, and what its newest chosen value
  // says.
  uint32_t live_in_store = 0;
  int64_t live_difference = 0;
};

template <typename Tag>
using ObjectList = intrusive::list<Object, intrusive::base_hook<ListHook<Tag>>,
                                   intrusive::constant_time_size<false>>;

template <typename Tag>
bool IsLinked(const Object& object) {
  return static_cast<const ListHook<Tag>&>(object).is_linked();
}
template <typename Tag>
void Unlink(Object& object) {
  static_cast<ListHook<Tag>&>(object).unlink();
}

}  // namespace paxosstore

#endif  // PAXOSSTORE_CORE_REPLICA_OBJECT_H_
