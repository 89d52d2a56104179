#include "tests/storage/machine.h"

#include <utility>

#include "core/base/check.h"
#include "storage/open.h"

namespace paxosstore::storage {

StoreOptions SmallOptions() {
  StoreOptions options;
  options.segment_bytes = 16 << 10;
  options.spare_segments = 1;
  options.group_bytes_max = 4 << 10;
  options.zero_chunk_bytes = 8 << 10;
  return options;
}

Machine::Machine(uint64_t seed, const StoreOptions& options)
    : options_(options),
      queue_(&hash_),
      actor_(queue_.AddActor("n1/s0")),
      decisions_(seed, &hash_),
      model_(&queue_, actor_, &decisions_) {}

Machine::~Machine() { EndProcess(); }

absl::Status Machine::BeginOpen() {
  CHECK(store_ == nullptr);
  executor_ = std::make_unique<sim::SimExecutor>(&queue_, actor_, nullptr);
  disk_ = model_.Mount();
  absl::StatusOr<std::unique_ptr<EntryStore>> store =
      storage::Open(disk_.get(), executor_.get(), options_,
                    [this](const absl::Status& status) { opened_ = status; });
  if (!store.ok()) {
    EndProcess();
    return store.status();
  }
  store_ = *std::move(store);
  return absl::OkStatus();
}

absl::Status Machine::Open() {
  absl::Status begun = BeginOpen();
  if (!begun.ok()) return begun;
  while (!opened_.has_value() && queue_.RunOne()) {
  }
  CHECK(opened_.has_value());
  return *opened_;
}

void Machine::EndProcess() {
  queue_.Kill(actor_);
  store_.reset();
  disk_.reset();
  executor_.reset();
  opened_.reset();
}

void Machine::Crash() {
  EndProcess();
  model_.Crash();
}

void Machine::KillProcess() {
  EndProcess();
  model_.ProcessKilled();
}

void Machine::RunAll() {
  while (queue_.RunOne()) {
  }
}

void Machine::RunSome(uint64_t events) {
  while (events > 0 && queue_.RunOne()) --events;
}

absl::Status Machine::WriteDurably(const EntryRecord& record) {
  std::optional<absl::Status> result;
  store().Write(record, [&result](const absl::Status& status) { result = status; });
  while (!result.has_value() && queue_.RunOne()) {
  }
  CHECK(result.has_value());
  return *result;
}

void Machine::StoreFile(const std::string& name, const std::string& bytes) {
  CHECK(store_ == nullptr);
  std::unique_ptr<sim::SimDisk> disk = model_.Mount();
  std::unique_ptr<File> file = *disk->Open(name, OpenMode::kOpenOrCreate);
  CHECK(file->WriteAt(0, bytes).ok());
  file->Sync([](const absl::Status& synced) { CHECK(synced.ok()); });
  disk->SyncDirectory([](const absl::Status& synced) { CHECK(synced.ok()); });
  RunAll();
}

void Machine::RemoveFile(const std::string& name) {
  CHECK(store_ == nullptr);
  std::unique_ptr<sim::SimDisk> disk = model_.Mount();
  CHECK(disk->Remove(name).ok());
  disk->SyncDirectory([](const absl::Status& synced) { CHECK(synced.ok()); });
  RunAll();
}

uint64_t Machine::DiskBytes() const {
  uint64_t bytes = 0;
  for (const std::string& name : model_.DurableNames()) bytes += *model_.DurableSize(name);
  return bytes;
}

ValuePtr MakeValue(uint64_t number, std::string payload, uint32_t live_keys) {
  auto value = std::make_shared<Value>();
  value->id = {NodeId(1), Incarnation(1), number};
  value->live_keys = live_keys;
  value->payload = std::move(payload);
  return value;
}

EntryRecord Promise(std::string object, uint64_t entry, Ballot promised, bool previous) {
  EntryRecord record;
  record.kind = EntryRecord::Kind::kPromise;
  record.object = std::move(object);
  record.entry = EntryId(entry);
  record.previous_is_chosen = previous;
  record.promised = promised;
  return record;
}

EntryRecord Accept(std::string object, uint64_t entry, Ballot ballot, ValuePtr value,
                   bool previous) {
  EntryRecord record = Promise(std::move(object), entry, ballot, previous);
  record.kind = EntryRecord::Kind::kAccept;
  record.accepted = ballot;
  record.value = std::move(value);
  return record;
}

EntryRecord Chosen(std::string object, uint64_t entry, ValuePtr value) {
  EntryRecord record;
  record.kind = EntryRecord::Kind::kChosen;
  record.object = std::move(object);
  record.entry = EntryId(entry);
  record.value = std::move(value);
  return record;
}

}  // namespace paxosstore::storage
