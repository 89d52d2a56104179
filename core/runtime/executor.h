// One shard's loop: the only source of control flow inside core/ and storage/. Part of the seam.
//
// Contract, checked by tests/conformance for every implementation:
//  - work runs on one thread, one piece after the other, never inside Post, After or Cancel;
//  - posted work runs in the order of posting;
//  - delayed work runs not before its time, in the order of its times, equal times in the order of
//  the calls;
//  - every piece of work runs at most once; destroying the executor drops what is left without
//  running it.
#ifndef PAXOSSTORE_CORE_RUNTIME_EXECUTOR_H_
#define PAXOSSTORE_CORE_RUNTIME_EXECUTOR_H_

#include "absl/functional/any_invocable.h"
#include "core/base/ids.h"
#include "core/runtime/time.h"

namespace paxosstore {

using Work = absl::AnyInvocable<void() &&>;
// 0 names no timer.
using TimerId = Id<struct TimerTag, uint64_t>;

class Executor {
 public:
  virtual ~Executor() = default;
  virtual void Post(Work work) = 0;
  // Runs `work` once `delay` has passed (a negative one counts as zero). The id is not zero and is
  // not used again.
  virtual TimerId After(Duration delay, Work work) = 0;
  // Drops the timer's work if it has not begun; otherwise, or if the id is zero, does nothing.
  virtual void Cancel(TimerId timer) = 0;
};

}  // namespace paxosstore

#endif  // PAXOSSTORE_CORE_RUNTIME_EXECUTOR_H_
