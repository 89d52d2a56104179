#include "tools/bench/disk/store_writes.h"

#include <utility>

#include "storage/open.h"

namespace paxosstore::bench {

StoreWrites::StoreWrites(const std::string& folder, uint32_t objects, size_t value_bytes)
    : folder_(folder), objects_(objects), value_bytes_(value_bytes) {
  absl::StatusOr<std::unique_ptr<storage::PosixDisk>> disk =
      storage::PosixDisk::Open(folder_, &executor_);
  status_ = disk.status();
  if (disk.ok()) disk_ = *std::move(disk);
}

absl::StatusOr<std::vector<StoreWrites::Run>> StoreWrites::Measure(
    const std::vector<uint32_t>& depths, Nanos length) {
  if (!status_.ok()) return status_;
  for (const uint32_t depth : depths) runs_.push_back({depth, {}});
  length_ = length;
  auto store = storage::Open(disk_.get(), &executor_, {}, [this](absl::Status opened) {
    status_ = std::move(opened);
    if (!status_.ok()) return executor_.Stop();
    Begin();
  });
  if (!store.ok()) return store.status();
  store_ = *std::move(store);
  executor_.Run();
  store_.reset();
  if (!status_.ok()) return status_;
  return std::move(runs_);
}

void StoreWrites::Begin() {
  if (now_ == runs_.size()) return executor_.Stop();
  Run& run = runs_[now_];
  const Nanos now = Now();
  run.recorder.Begin(now);
  end_ = now + length_;
  while (flying_ < run.depth) WriteOne();
}

void StoreWrites::WriteOne() {
  auto value = std::make_shared<Value>();
  value->id = {NodeId(1), store_->incarnation(), written_ + 1};
  value->payload.assign(value_bytes_, 'v');
  EntryRecord record;
  record.kind = EntryRecord::Kind::kChosen;
  record.object = "key:" + std::to_string(written_ % objects_);
  record.entry = EntryId(written_ / objects_ + 1);
  record.value = std::move(value);
  ++written_;
  ++flying_;
  store_->Write(record,
                [this, start = Now()](const absl::Status& status) { OnDurable(status, start); });
}

void StoreWrites::OnDurable(const absl::Status& status, Nanos start) {
  --flying_;
  if (!status.ok()) {
    status_ = status;
    return executor_.Stop();
  }
  const Nanos now = Now();
  Recorder& recorder = runs_[now_].recorder;
  if (now < end_) {
    recorder.Answer(Outcome::kDone, {}, start, now);
    return WriteOne();
  }
  if (flying_ > 0) return;
  recorder.End(end_);
  ++now_;
  Begin();
}

}  // namespace paxosstore::bench
