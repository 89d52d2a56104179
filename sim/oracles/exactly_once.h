// Oracle "exactly once": a request takes effect in at most one entry of the log; an answer names
// that entry; and what a client was told is not done never takes effect.
#ifndef PAXOSSTORE_SIM_ORACLES_EXACTLY_ONCE_H_
#define PAXOSSTORE_SIM_ORACLES_EXACTLY_ONCE_H_

#include "core/paxos/value.h"
#include "sim/history/history.h"
#include "sim/oracles/judge.h"

namespace paxosstore::sim {

class ExactlyOnce {
 public:
  static constexpr char kName[] = "exactly once";

  ExactlyOnce(Judge* judge, History* history) : judge_(judge), history_(history) {}

  // `value` is chosen at `entry` of object number `object`: called once an entry. Also gives the
  // history its hints.
  void OnChosen(uint32_t object, EntryId entry, const Value& value);
  // At the end of a run, over all operations.
  void CheckAll();

 private:
  void CheckOne(const Operation& operation);

  Judge* const judge_;
  History* const history_;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_ORACLES_EXACTLY_ONCE_H_
