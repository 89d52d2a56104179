#include "sim/sim_disk.h"

#include <algorithm>
#include <utility>

#include "core/base/check.h"
#include "core/base/status_macros.h"

namespace paxosstore::sim {
namespace {

absl::Status NotFound(std::string_view name) {
  return absl::NotFoundError(std::string(name) + ": no such file");
}

bool ValidName(std::string_view name) {
  return !name.empty() && name.find('/') == std::string_view::npos && name != "." && name != "..";
}

}  // namespace

DiskModel::DiskModel(EventQueue* queue, ActorId actor, Decisions* decisions, DiskOptions options)
    : queue_(queue), actor_(actor), decisions_(decisions), options_(options) {}

RandomStream DiskModel::Choose(Purpose purpose) {
  return decisions_->At(purpose, moments_.Next(actor_.value(), queue_->now()), actor_);
}

std::unique_ptr<SimDisk> DiskModel::Mount() { return std::unique_ptr<SimDisk>(new SimDisk(this)); }

void DiskModel::Crash() {
  mount_ = mount_.Next();
  ++counters_.crashes;
  NameFates names;
  RandomStream stream = Choose(Purpose::kCrashNames);
  directory_.Crash(stream, &names);
  counters_.names_kept += names.kept;
  counters_.names_lost += names.lost;
  PageFates pages;
  for (const auto& [name, file] : directory_.durable()) {
    // Keyed by name, so that what becomes of one file does not depend on the others.
    RandomStream fates = decisions_->At(
        Purpose::kCrashPages, {actor_.value(), queue_->now().ns, SubSeed(0, name)}, actor_);
    const uint64_t lied_away = file->lied_away();
    file->Crash(fates, options_.torn_inside_sector, &pages);
    counters_.bytes_lied_away += file->lied_away() - lied_away;
    damaged_ = damaged_ || file->lied_away() > lied_away;
  }
  Count(pages);
}

void DiskModel::ProcessKilled() { mount_ = mount_.Next(); }

void DiskModel::Count(const PageFates& fates) {
  counters_.pages_kept += fates.kept;
  counters_.pages_lost += fates.lost;
  counters_.pages_torn += fates.torn;
}

absl::Status DiskModel::CheckNotFull(std::string_view file) {
  if (!armed_.full) return absl::OkStatus();
  ++counters_.refused_writes;
  return absl::ResourceExhaustedError(std::string(file) + ": no space left on device");
}

void DiskModel::StallUntil(Instant until) { stalled_until_ = std::max(stalled_until_, until); }

Instant DiskModel::SyncTime() {
  RandomStream stream = Choose(Purpose::kSyncTime);
  return std::max(stalled_until_, queue_->now() + Sample(options_.sync_latency, stream));
}

void DiskModel::Commit(SimDiskFile* file, uint64_t upto) {
  file->Commit(upto, [this, file](uint64_t offset, std::string_view bytes) {
    if (!stray_.empty()) WriteOverStray(file, offset, bytes);
    if (on_durable_) on_durable_(file->name(), offset, bytes);
  });
}

SyncNumber DiskModel::BeginSync() {
  syncs_asked_ = syncs_asked_.Next();
  if (sync_observer_ != nullptr) sync_observer_->OnSyncAsked(actor_, syncs_asked_);
  return syncs_asked_;
}

void DiskModel::EndSync(SyncNumber number, SyncEnd end) {
  if (sync_observer_ != nullptr) sync_observer_->OnSyncEnded(actor_, number, end);
}

absl::Status DiskModel::CompleteFileSync(const SimDirectory::FilePtr& file,
                                         const PendingSyncs::Asked& asked) {
  const uint64_t upto = asked.upto;
  if (asked.fails) {
    ++counters_.failed_syncs;
    PageFates fates;
    RandomStream stream = Choose(Purpose::kFailedSync);
    file->FailCommit(upto, stream, options_.torn_inside_sector, &fates);
    Count(fates);
    EndSync(asked.number, SyncEnd::kFailed);
    return absl::DataLossError(file->name() + ": sync: input/output error");
  }
  ++counters_.syncs;
  if (armed_.lying_syncs > 0) {
    --armed_.lying_syncs;
    ++counters_.lying_syncs;
    file->Lie(upto, [this, &file](uint64_t offset, std::string_view bytes) {
      if (on_durable_) on_durable_(file->name(), offset, bytes);
    });
    EndSync(asked.number, SyncEnd::kLied);
    return absl::OkStatus();
  }
  const bool astray =
      armed_.lost_writes > 0 || armed_.lost_tails > 0 || armed_.misdirected_writes > 0;
  if (!astray || !CommitAstray(file, upto)) Commit(file.get(), upto);
  EndSync(asked.number, SyncEnd::kOk);
  return absl::OkStatus();
}

absl::StatusOr<SimDirectory::FilePtr> DiskModel::FindDurable(std::string_view file) const {
  const auto it = directory_.durable().find(file);
  if (it == directory_.durable().end()) return NotFound(file);
  return it->second;
}

std::vector<std::string> DiskModel::DurableNames() const {
  std::vector<std::string> names;
  for (const auto& [name, file] : directory_.durable()) names.push_back(name);
  return names;
}

absl::StatusOr<uint64_t> DiskModel::DurableSize(std::string_view file) const {
  ASSIGN_OR_RETURN(const SimDirectory::FilePtr found, FindDurable(file));
  return found->platter_size();
}

absl::StatusOr<std::string> DiskModel::DurableContents(std::string_view file, uint64_t offset,
                                                       uint64_t length) const {
  ASSIGN_OR_RETURN(const SimDirectory::FilePtr found, FindDurable(file));
  std::string bytes;
  found->ReadPlatter(offset, length, &bytes);
  return bytes;
}

uint64_t DiskModel::DurableDigest() const {
  uint64_t digest = 0;
  for (const auto& [name, file] : directory_.durable()) {
    for (const char c : name) digest = (digest ^ static_cast<unsigned char>(c)) * 0x100000001B3ull;
    digest = (digest ^ file->PlatterDigest()) * 0x9E3779B97F4A7C15ull;
  }
  return digest;
}

// An open file: a handle on what the directory's name stood for when it was opened.
class SimDisk::OpenFile : public File {
 public:
  OpenFile(SimDisk* disk, SimDirectory::FilePtr file)
      : disk_(disk),
        file_(std::move(file)),
        syncs_(
            disk->model_->queue_, disk->model_->actor_,
            [this](const PendingSyncs::Asked& asked) {
              DiskModel& model = *disk_->model_;
              model.AtBoundary();
              const absl::Status status = model.CompleteFileSync(file_, asked);
              model.AtBoundary();
              return status;
            },
            [this](const PendingSyncs::Asked& asked) {
              disk_->model_->EndSync(asked.number, SyncEnd::kDropped);
            }) {}

  absl::Status WriteAt(uint64_t offset, std::string_view bytes) override {
    RETURN_IF_ERROR(disk_->Check());
    RETURN_IF_ERROR(CheckSpace(offset + bytes.size()));
    ++disk_->model_->counters_.writes;
    disk_->model_->counters_.bytes_written += bytes.size();
    file_->Write(offset, bytes);
    return absl::OkStatus();
  }

  absl::Status ReadAt(uint64_t offset, uint64_t length, std::string* out) const override {
    RETURN_IF_ERROR(disk_->Check());
    uint64_t from = offset;
    RETURN_IF_ERROR(disk_->model_->BeforeRead(*file_, &from));
    file_->Read(from, length, out);
    // A read that goes astray is as long as the right one.
    if (from != offset) out->resize(offset < size() ? std::min(length, size() - offset) : 0);
    return absl::OkStatus();
  }

  absl::StatusOr<uint64_t> Size() const override {
    RETURN_IF_ERROR(disk_->Check());
    return file_->size();
  }

  absl::Status Truncate(uint64_t size) override {
    RETURN_IF_ERROR(disk_->Check());
    RETURN_IF_ERROR(CheckSpace(size));
    file_->Truncate(size);
    return absl::OkStatus();
  }

  void Sync(Done done) override {
    if (!disk_->Check().ok()) return;
    DiskModel& model = *disk_->model_;
    if (model.on_sync_asked_) model.on_sync_asked_();
    PendingSyncs::Asked asked{file_->next_operation(), model.armed_.failed_syncs > 0};
    if (asked.fails) --model.armed_.failed_syncs;
    asked.number = model.BeginSync();
    syncs_.Add(model.SyncTime(), asked, std::move(done));
  }

 private:
  uint64_t size() const { return file_->size(); }
  // A full disk has room for what was there before.
  absl::Status CheckSpace(uint64_t end) {
    if (end <= file_->size()) return absl::OkStatus();
    return disk_->model_->CheckNotFull(file_->name());
  }

  SimDisk* const disk_;
  const SimDirectory::FilePtr file_;
  PendingSyncs syncs_;
};

SimDisk::SimDisk(DiskModel* model)
    : model_(model),
      mount_(model->mount_),
      life_(model->queue_->life(model->actor_)),
      directory_syncs_(model->queue_, model->actor_, [model](const PendingSyncs::Asked& asked) {
        model->AtBoundary();
        ++model->counters_.syncs;
        model->directory_.Commit(asked.upto);
        model->AtBoundary();
        return absl::OkStatus();
      }) {}

SimDisk::~SimDisk() = default;

absl::Status SimDisk::Check() const {
  if (model_->mount_ == mount_ && model_->queue_->life(model_->actor_) == life_) [[likely]] {
    return absl::OkStatus();
  }
  return absl::FailedPreconditionError("disk: of a process that has ended");
}

absl::StatusOr<std::unique_ptr<File>> SimDisk::Open(std::string_view name, OpenMode mode) {
  RETURN_IF_ERROR(Check());
  if (!ValidName(name)) {
    return absl::InvalidArgumentError(std::string(name) + ": not a file name");
  }
  SimDirectory::FilePtr file = model_->directory_.Find(name);
  if (file == nullptr) {
    if (mode == OpenMode::kExisting) return NotFound(name);
    RETURN_IF_ERROR(model_->CheckNotFull(name));
    file = model_->directory_.Create(name);
  } else if (mode == OpenMode::kCreate) {
    return absl::AlreadyExistsError(std::string(name) + ": file exists");
  }
  return std::make_unique<OpenFile>(this, std::move(file));
}

absl::Status SimDisk::Rename(std::string_view from, std::string_view to) {
  RETURN_IF_ERROR(Check());
  if (!ValidName(to)) return absl::InvalidArgumentError(std::string(to) + ": not a file name");
  return model_->directory_.Rename(from, to) ? absl::OkStatus() : NotFound(from);
}

absl::Status SimDisk::Remove(std::string_view name) {
  RETURN_IF_ERROR(Check());
  return model_->directory_.Remove(name) ? absl::OkStatus() : NotFound(name);
}

absl::StatusOr<std::vector<std::string>> SimDisk::List() const {
  RETURN_IF_ERROR(Check());
  std::vector<std::string> names;
  for (const auto& [name, file] : model_->directory_.cached()) names.push_back(name);
  return names;
}

void SimDisk::SyncDirectory(Done done) {
  if (!Check().ok()) return;
  directory_syncs_.Add(model_->SyncTime(), {model_->directory_.next_operation()}, std::move(done));
}

}  // namespace paxosstore::sim
