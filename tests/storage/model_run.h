// Drives a store through writes, crashes and restarts beside a model of what it must then hold.
//
// The model is the list of all writes. After a crash the store must hold the state after some
// prefix of it, the same for all objects, which includes everything acknowledged; the rest is gone
// for ever.
#ifndef PAXOSSTORE_TESTS_STORAGE_MODEL_RUN_H_
#define PAXOSSTORE_TESTS_STORAGE_MODEL_RUN_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tests/storage/machine.h"

namespace paxosstore::storage {

// What to do next. The numbers are taken modulo whatever makes sense, so that any sequence of
// commands is a legal run and shrinks well.
struct Command {
  enum class Kind : uint8_t {
    kWrite,    // object, what kind of record, size of the value
    kRunSome,  // so many events
    kRunAll,
    kCrash,        // power loss, then restart
    kKill,         // process death, then restart
    kCrashInOpen,  // power loss (or process death) while opening, after so many events, then
                   // restart
    kFailSync,     // the next sync fails; then go on for a while, die, restart
  };
  Kind kind = Kind::kWrite;
  uint32_t a = 0;
  uint32_t b = 0;
  uint32_t c = 0;
};
std::string ToString(const Command& command);

class ModelRun {
 public:
  ModelRun(uint64_t seed, const StoreOptions& options);

  // Stop at the first failure.
  void Do(const Command& command);
  // What the store did wrong; empty if nothing.
  const std::string& failure() const { return failure_; }

  uint64_t restarts() const { return restarts_; }
  uint64_t writes() const { return writes_.size() + forgotten_; }

 private:
  struct State {
    EntryId chosen;
    ValuePtr chosen_value;
    AcceptorState pending;
  };
  struct Written {
    std::string object;
    State state;  // of the object, after this write
  };

  void Write(const Command& command);
  EntryRecord MakeRecord(const std::string& object, const State& state, const Command& command);
  void OnDurable(uint64_t index, const absl::Status& status);
  void Restart();
  void Compare();
  bool Holds(uint64_t prefix, const std::map<std::string, State>& found);
  void CompareNow();
  void CompareSummaries();
  void Fail(std::string what);
  static bool Same(const State& a, const State& b);
  static std::string Show(const State& state);
  State StateAt(const std::string& object, uint64_t prefix) const;
  std::optional<State> Find(const std::string& object);

  Machine machine_;
  std::map<std::string, State> now_;    // after all writes
  std::map<std::string, State> floor_;  // after the writes that were dropped from writes_
  std::vector<Written> writes_;
  uint64_t forgotten_ = 0;     // writes before writes_[0]
  uint64_t acknowledged_ = 0;  // so many writes, counted from the first ever
  uint64_t generation_ = 0;    // lives of the process
  std::optional<absl::Status> latched_;
  uint64_t next_value_ = 1;
  uint64_t restarts_ = 0;
  std::string failure_;
};

}  // namespace paxosstore::storage

#endif  // PAXOSSTORE_TESTS_STORAGE_MODEL_RUN_H_
