#include "tests/storage/log_image.h"

#include "core/base/check.h"
#include "storage/log/crc32c.h"
#include "storage/log/entry_codec.h"
#include "storage/log/record.h"

namespace paxosstore::storage {
namespace {

const LogMark kMark = MarkFromSalt(0);

}  // namespace

std::string ChosenPayload(const std::string& object, uint64_t entry, const std::string& payload) {
  const ValuePtr value = MakeValue(entry, payload);
  StateRecord state;
  state.object = object;
  state.chosen = EntryId(entry);
  state.chosen_value.where = StoredValue::Where::kInside;
  state.chosen_value.live_keys = value->live_keys;
  state.chosen_value.value = value.get();
  std::string out;
  EncodeState(state, out);
  return out;
}

std::string GroupBytes(GroupHeader header, const std::vector<std::string>& chosen_payloads) {
  std::string bytes(kHeaderBytes, '\0');
  for (const std::string& payload : chosen_payloads) {
    AppendRecord(RecordType::kChosen, payload, {header.segment, header.offset}, bytes);
  }
  header.payload_length = static_cast<uint32_t>(bytes.size() - kHeaderBytes);
  header.payload_crc = Crc32c(std::string_view(bytes).substr(kHeaderBytes));
  header.records = static_cast<uint32_t>(chosen_payloads.size());
  EncodeGroupHeader(header, kMark, bytes.data());
  return bytes;
}

SlotImage::SlotImage(uint64_t slot, uint64_t bytes) : name_(SlotName(slot)), bytes_(bytes, '\0') {
  EncodeSlotHeader({kMark, slot}, bytes_.data());
}

void SlotImage::PutSegmentHeader(const SegmentHeader& header) {
  EncodeSegmentHeader(header, kMark, bytes_.data() + kSegmentHeaderAt);
  segment_ = header.segment;
  next_ = header.first;
}

uint64_t SlotImage::PutGroup(GroupHeader header, const std::vector<std::string>& chosen_payloads) {
  if (header.first == Sequence()) header.first = next_;
  if (header.segment == SegmentNumber()) header.segment = segment_;
  if (header.incarnation == Incarnation()) header.incarnation = Incarnation(1);
  if (header.oldest == SegmentNumber()) header.oldest = SegmentNumber(1);
  const uint64_t at = end_;
  header.offset = static_cast<uint32_t>(at);
  const std::string bytes = GroupBytes(header, chosen_payloads);
  CHECK_LE(at + bytes.size(), bytes_.size());
  bytes_.replace(at, bytes.size(), bytes);
  end_ = AlignGroup(at + bytes.size());
  next_ = Sequence(header.first.value() + chosen_payloads.size());
  return at;
}

void SlotImage::Store(Machine& machine) const { machine.StoreFile(name_, bytes_); }

}  // namespace paxosstore::storage
