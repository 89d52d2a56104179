// The names of a simulated disk: those in the cache, those on the platter, and the operations that
// lie between the two. Renames are atomic: after a crash a renamed file has its old name or its new
// one.
#ifndef PAXOSSTORE_SIM_SIM_DISK_DIRECTORY_H_
#define PAXOSSTORE_SIM_SIM_DISK_DIRECTORY_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "sim/sim_disk_file.h"
#include "sim/sim_random.h"

namespace paxosstore::sim {

// What crashes have done to unsynced creations, renames and removals.
struct NameFates {
  uint64_t kept = 0;
  uint64_t lost = 0;
};

class SimDirectory {
 public:
  using FilePtr = std::shared_ptr<SimDiskFile>;
  using Names = std::map<std::string, FilePtr, std::less<>>;

  // nullptr if there is none.
  FilePtr Find(std::string_view name) const;
  // REQUIRES: no such name.
  FilePtr Create(std::string_view name);
  // False if `from` does not exist.
  bool Rename(std::string_view from, std::string_view to);
  // False if `name` does not exist.
  bool Remove(std::string_view name);

  const Names& cached() const { return cached_; }
  const Names& durable() const { return durable_; }

  // The number of the next operation. A sync called now covers all before it.
  uint64_t next_operation() const { return first_ + operations_.size(); }
  void Commit(uint64_t upto);
  // The names on the platter once a crash has kept those unsynced operations, asked for in their
  // order, of which `survives` says so.
  Names NamesAfterCrash(absl::FunctionRef<bool(std::string_view name)> survives) const;
  // Each unsynced operation survives or not; then the cache is the platter.
  void Crash(RandomStream& stream, NameFates* fates);
  void Clear();
  // These are the names from now on, and all durable.
  void Reset(Names names);

 private:
  enum class OpKind : uint8_t { kCreate, kRename, kRemove };
  struct Operation {
    OpKind kind;
    std::string name;  // kRename: the new one
    FilePtr file;
  };

  static void Apply(const Operation& op, Names* names);

  Names cached_;
  Names durable_;
  uint64_t first_ = 0;  // number of operations_[0]
  std::vector<Operation> operations_;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_SIM_DISK_DIRECTORY_H_
