// Writes segment files by hand, group by group, for tests of what recovery makes of them.
#ifndef PAXOSSTORE_TESTS_STORAGE_LOG_IMAGE_H_
#define PAXOSSTORE_TESTS_STORAGE_LOG_IMAGE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "core/paxoslog/entry_store.h"
#include "storage/log/format.h"
#include "tests/storage/machine.h"

namespace paxosstore::storage {

// A record that says: `object`'s entry is chosen with a value of that payload.
std::string ChosenPayload(const std::string& object, uint64_t entry, const std::string& payload);

// The bytes of one group; the header's lengths, counts, checksums and place are filled in.
std::string GroupBytes(GroupHeader header, const std::vector<std::string>& chosen_payloads);

// One slot's file.
class SlotImage {
 public:
  SlotImage(uint64_t slot, uint64_t bytes);

  void PutSegmentHeader(const SegmentHeader& header);
  // Puts a group at the end of the last one and gives it the next sequence numbers unless
  // header.first is set. Returns its offset.
  uint64_t PutGroup(GroupHeader header, const std::vector<std::string>& chosen_payloads);
  void FlipByte(uint64_t offset) { bytes_[offset] = static_cast<char>(bytes_[offset] ^ 0x20); }
  void set_end(uint64_t end) { end_ = end; }
  uint64_t end() const { return end_; }
  const std::string& name() const { return name_; }
  const std::string& bytes() const { return bytes_; }

  // Makes the file durable on the machine's disk.
  void Store(Machine& machine) const;

 private:
  std::string name_;
  std::string bytes_;
  uint64_t end_ = kFirstGroupAt;
  SegmentNumber segment_{1};
  Sequence next_{1};
};

}  // namespace paxosstore::storage

#endif  // PAXOSSTORE_TESTS_STORAGE_LOG_IMAGE_H_
