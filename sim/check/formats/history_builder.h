// Makes histories of registers from what a file says line by line, in the order of real time.
#ifndef PAXOSSTORE_SIM_CHECK_FORMATS_HISTORY_BUILDER_H_
#define PAXOSSTORE_SIM_CHECK_FORMATS_HISTORY_BUILDER_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "sim/check/register_history.h"

namespace paxosstore::sim {

class HistoryBuilder {
 public:
  explicit HistoryBuilder(std::string absent) : histories_{Values(std::move(absent)), {}} {}

  Values& values() { return histories_.values; }

  // The process begins an operation. An error if it has not ended its last one.
  absl::Status Invoke(const std::string& key, RegisterOperation operation);
  // The operation that the process has begun; an error if there is none.
  absl::StatusOr<RegisterOperation*> Pending(const std::string& process);
  // How it ends. Answered: as *Pending() says now.
  void Answer(const std::string& process);
  // It had no effect and saw nothing that counts.
  void Forget(const std::string& process);
  // Nobody knows.
  void LeaveOpen(const std::string& process);

  // What has no end by now has no answer.
  RegisterHistories Finish() &&;

 private:
  struct Place {
    uint32_t key;
    uint32_t index;
  };
  RegisterOperation& At(Place place) { return histories_.keys[place.key].operations[place.index]; }

  RegisterHistories histories_;
  absl::flat_hash_map<std::string, uint32_t> keys_;
  absl::flat_hash_map<std::string, Place> open_;  // by process
  uint64_t events_ = 0;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_CHECK_FORMATS_HISTORY_BUILDER_H_
