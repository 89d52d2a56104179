#include "storage/log/group_reader.h"

#include <optional>
#include <tuple>
#include <utility>

#include "storage/log/crc32c.h"
#include "storage/log/entry_codec.h"
#include "storage/log/record.h"

namespace paxosstore::storage {

void GroupReader::OnDurable(std::string_view file, uint64_t offset, std::string_view bytes,
                            Visit visit) {
  if (!ParseSlotName(file).has_value()) return;
  const uint64_t range_end = offset + bytes.size();
  for (uint64_t at = AlignGroup(offset); at + kHeaderBytes <= range_end;) {
    const std::string_view here = bytes.substr(at - offset);
    const std::optional<GroupHeader> header = DecodeGroupHeader(here, mark_);
    if (!header.has_value() || header->offset != at || header->end() > range_end) {
      at += kGroupAlignment;
      continue;
    }
    const std::string_view payload = here.substr(kHeaderBytes, header->payload_length);
    if (Crc32c(payload) != header->payload_crc) {
      at += kGroupAlignment;
      continue;
    }
    OnGroup(*header, payload, visit);
    at = AlignGroup(header->end());
  }
}

bool GroupReader::Advances(const GroupHeader& header) const {
  return header.records > 0 &&
         std::make_tuple(header.incarnation, header.last()) > std::make_tuple(incarnation_, last_);
}

void GroupReader::OnGroup(const GroupHeader& header, std::string_view payload, Visit visit) {
  if (!Advances(header)) return;
  if (header.first > last_.Next()) {
    waiting_[header.first] = {header, std::string(payload)};
    return;
  }
  if (header.incarnation != incarnation_) waiting_.clear();
  Tell(header, payload, visit);
  while (!waiting_.empty() && waiting_.begin()->first <= last_.Next()) {
    const Group group = std::move(waiting_.extract(waiting_.begin()).mapped());
    if (Advances(group.header)) Tell(group.header, group.payload, visit);
  }
}

void GroupReader::Tell(const GroupHeader& header, std::string_view payload, Visit visit) {
  incarnation_ = header.incarnation;
  last_ = header.last();
  RecordCursor cursor(payload, header.segment, uint64_t{header.offset} + kHeaderBytes);
  Origin origin{header.first, header.incarnation, false};
  while (std::optional<RecordView> record = cursor.Next()) {
    origin.copy = record->type == RecordType::kSnapshot;
    if (record->type != RecordType::kIncarnation) {
      (void)ForEachEntryRecord(record->type, record->payload,
                               [&](const EntryRecord& entry) { visit(entry, origin); });
    }
    origin.sequence = origin.sequence.Next();
  }
}

}  // namespace paxosstore::storage
