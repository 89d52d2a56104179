// One replica's disk, as the contract of EntryStore has it: records become durable in the order of
// writing, and a crash keeps a prefix of those that were not.
#ifndef PAXOSSTORE_TESTS_CORE_PAXOSLOG_LOG_DISK_H_
#define PAXOSSTORE_TESTS_CORE_PAXOSLOG_LOG_DISK_H_

#include <cstddef>
#include <deque>

#include "core/paxoslog/entry_store.h"
#include "core/paxoslog/object_log.h"

namespace paxosstore {

// What `state` is after `record`. CHECKs what EntryStore::Write requires of the caller.
void ApplyRecord(const EntryRecord& record, LogState& state);

class LogDisk {
 public:
  const LogState& durable() const { return durable_; }
  const LogState& written() const { return written_; }  // durable or not
  size_t in_flight() const { return queue_.size(); }
  size_t writes() const { return writes_; }  // since the start

  void Write(Effects::Write write);
  // The oldest write becomes durable. REQUIRES: in_flight() > 0.
  Effects::Write SyncOne();
  // The oldest `kept` writes reach the platter unreported, the others are lost.
  void Crash(size_t kept);

 private:
  LogState durable_;
  LogState written_;
  std::deque<Effects::Write> queue_;
  size_t writes_ = 0;
};

}  // namespace paxosstore

#endif  // PAXOSSTORE_TESTS_CORE_PAXOSLOG_LOG_DISK_H_
