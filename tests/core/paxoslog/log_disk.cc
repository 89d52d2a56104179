#include "tests/core/paxoslog/log_disk.h"

#include "core/base/check.h"

namespace paxosstore {

void ApplyRecord(const EntryRecord& record, LogState& state) {
  if (record.kind == EntryRecord::Kind::kChosen) {
    CHECK(record.entry > state.chosen);
    CHECK(record.value != nullptr);
    state = {record.entry, record.value, {}};
    return;
  }
  if (record.previous_is_chosen) {
    CHECK(state.pending.value != nullptr);
    state = {state.chosen.Next(), state.pending.value, {}};
  }
  CHECK_EQ(record.entry, state.chosen.Next());
  CHECK_GE(record.promised, state.pending.promised);
  state.pending.promised = record.promised;
  if (record.kind == EntryRecord::Kind::kPromise) return;
  CHECK_GE(record.accepted, state.pending.accepted);
  state.pending.accepted = record.accepted;
  state.pending.value = record.value;
}

void LogDisk::Write(Effects::Write write) {
  ApplyRecord(write.record, written_);
  queue_.push_back(std::move(write));
  ++writes_;
}

Effects::Write LogDisk::SyncOne() {
  CHECK(!queue_.empty());
  Effects::Write write = std::move(queue_.front());
  queue_.pop_front();
  ApplyRecord(write.record, durable_);
  return write;
}

void LogDisk::Crash(size_t kept) {
  for (; kept > 0 && !queue_.empty(); --kept) {
    ApplyRecord(queue_.front().record, durable_);
    queue_.pop_front();
  }
  queue_.clear();
  written_ = durable_;
}

}  // namespace paxosstore
