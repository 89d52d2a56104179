// Where oracles report. Keeps the first failure of a run; a run stops at the end of the event in
// which it came.
#ifndef PAXOSSTORE_SIM_ORACLES_JUDGE_H_
#define PAXOSSTORE_SIM_ORACLES_JUDGE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "absl/functional/any_invocable.h"
#include "core/runtime/time.h"

namespace paxosstore::sim {

// A moment of a run, by which a replay can be stopped.
struct Moment {
  Instant time;
  uint64_t event = 0;
};

struct Failure {
  std::string oracle;  // its name, in words: "one chosen value"
  std::string what;
  Moment moment;
};

class Judge {
 public:
  // `now` is asked only when something has failed.
  explicit Judge(absl::AnyInvocable<Moment() const> now) : now_(std::move(now)) {}

  void Fail(std::string oracle, std::string what) {
    if (failure_.has_value()) return;
    failure_ = Failure{std::move(oracle), std::move(what), now_()};
  }
  bool failed() const { return failure_.has_value(); }
  const std::optional<Failure>& failure() const { return failure_; }

 private:
  absl::AnyInvocable<Moment() const> now_;
  std::optional<Failure> failure_;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_ORACLES_JUDGE_H_
