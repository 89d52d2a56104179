// What the clients of one run saw: each operation with its start, its end and its answer, by
// object.
//
// The material of the linearizability check. An operation is a whole request, over all its attempts
// at all replicas. Events (starts and ends) are numbered in one total order; equal virtual times
// therefore never leave an order open.
#ifndef PAXOSSTORE_SIM_HISTORY_HISTORY_H_
#define PAXOSSTORE_SIM_HISTORY_HISTORY_H_

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/model/command.h"
#include "core/model/reply.h"
#include "core/runtime/time.h"

namespace paxosstore::sim {

enum class Fate : uint8_t {
  kOk,       // took effect, with these replies, between start and end
  kUnknown,  // takes effect at some moment after the start, or never
  kNotDone,  // never takes effect
};

struct Operation {
  static constexpr uint64_t kNever = std::numeric_limits<uint64_t>::max();

  ClientId client;
  uint64_t sequence = 0;
  std::vector<model::Command> commands;  // one atomic step
  Fate fate = Fate::kUnknown;
  std::vector<model::Reply> replies;  // one a command iff kOk
  EntryId version;                    // of the answer, iff kOk
  uint64_t start = 0;                 // event numbers
  uint64_t end = kNever;              // kNever unless kOk
  Instant started_at, ended_at;       // virtual time, for people

  // Where the log says that it took effect: only a hint, a proof never rests on it. Entry 0: the
  // log does not name it.
  EntryId effect_entry;
  uint32_t effect_position = 0;
};

// "c3#17 APPEND k "x" -> (integer) 4 @12 [1.250000s..1.251000s]"
std::string ToString(const Operation& operation);
// "APPEND k "x" -> (integer) 4"
std::string WhatHappened(const Operation& operation);

class History {
 public:
  // Names an operation: valid as long as the history.
  struct Handle {
    uint32_t object = 0;
    uint32_t index = 0;
  };

  explicit History(uint32_t objects) : by_object_(objects) {}

  // REQUIRES: clients are numbered densely, and a client's sequence numbers ascend.
  Handle Start(uint32_t object, ClientId client, uint64_t sequence,
               std::vector<model::Command> commands, Instant now);
  void EndOk(Handle handle, std::vector<model::Reply> replies, EntryId version, Instant now);
  void EndUnknown(Handle handle, Instant now);
  void EndNotDone(Handle handle, Instant now);

  // The operation of that request; nothing if nobody started one.
  std::optional<Handle> Find(ClientId client, uint64_t sequence) const;
  // Records where the log says that the operation took effect; returns what it said before, entry 0
  // if nothing.
  EntryId MarkEffect(Handle handle, EntryId entry, uint32_t position);

  const Operation& at(Handle handle) const { return by_object_[handle.object][handle.index]; }
  std::vector<Operation>& of(uint32_t object) { return by_object_[object]; }
  const std::vector<Operation>& of(uint32_t object) const { return by_object_[object]; }
  uint32_t objects() const { return static_cast<uint32_t>(by_object_.size()); }

 private:
  Operation& Mutable(Handle handle) { return by_object_[handle.object][handle.index]; }

  std::vector<std::vector<Operation>> by_object_;
  std::vector<std::vector<Handle>> by_client_;  // [client][in order of sequence numbers]
  uint64_t events_ = 0;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_HISTORY_HISTORY_H_
