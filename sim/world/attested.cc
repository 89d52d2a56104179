#include "sim/world/attested.h"

#include <algorithm>
#include <optional>

#include "storage/log/crc32c.h"

namespace paxosstore::sim {

using storage::AlignGroup;
using storage::GroupHeader;
using storage::kFirstGroupAt;
using storage::kGroupAlignment;
using storage::kHeaderBytes;
using storage::SegmentHeader;

Attested::Attested(const DiskModel& disk, storage::LogMark mark) : mark_(mark) {
  std::vector<Found> found;
  for (const std::string& name : disk.DurableNames()) {
    if (!storage::ParseSlotName(name).has_value()) continue;
    ReadSlot(name, *disk.DurableContents(name, 0, disk.DurableDataEnd(name)), &found);
  }
  for (const Found& group : found) {
    if (group.segment < oldest_) continue;
    last_ = std::max(last_, group.last);
    if (group.last <= durable_) groups_.push_back(group.place);
  }
}

void Attested::Hear(const GroupHeader& header) {
  durable_ = std::max(durable_, header.durable_upto);
  incarnation_ = std::max(incarnation_, header.incarnation);
}

void Attested::ReadSlot(const std::string& name, std::string_view bytes,
                        std::vector<Found>* found) {
  if (bytes.size() < kFirstGroupAt) return;
  const std::optional<SegmentHeader> segment =
      storage::DecodeSegmentHeader(bytes.substr(storage::kSegmentHeaderAt), mark_);
  if (!segment.has_value()) return HearRest(bytes, kFirstGroupAt);
  // It was written once everything before it was durable.
  durable_ = std::max(durable_, segment->first.Previous());
  oldest_ = std::max(oldest_, segment->oldest);
  storage::Sequence next = segment->first;
  uint64_t at = kFirstGroupAt;
  while (at + kHeaderBytes <= bytes.size()) {
    const std::optional<GroupHeader> header = DecodeGroupHeader(bytes.substr(at), mark_);
    if (!header.has_value() || header->offset != at || header->segment != segment->segment ||
        header->first != next || header->end() > bytes.size()) {
      break;
    }
    const std::string_view payload = bytes.substr(at + kHeaderBytes, header->payload_length);
    if (storage::Crc32c(payload) != header->payload_crc) break;
    Hear(*header);
    oldest_ = std::max(oldest_, header->oldest);
    found->push_back({{name, at, header->end() - at}, header->last(), header->segment});
    next = header->last().Next();
    at = AlignGroup(header->end());
  }
  HearRest(bytes, at);
}

void Attested::HearRest(std::string_view bytes, uint64_t at) {
  for (; at + kHeaderBytes <= bytes.size(); at += kGroupAlignment) {
    const std::optional<GroupHeader> header = DecodeGroupHeader(bytes.substr(at), mark_);
    if (header.has_value() && header->offset == at) Hear(*header);
  }
}

std::vector<DiskPlace> Attested::Runs() const {
  std::vector<DiskPlace> runs;
  for (const DiskPlace& group : groups_) {
    const bool follows = !runs.empty() && runs.back().file == group.file &&
                         AlignGroup(runs.back().offset + runs.back().length) == group.offset;
    if (follows) {
      runs.back().length = group.offset + group.length - runs.back().offset;
    } else {
      runs.push_back(group);
    }
  }
  return runs;
}

bool Attested::Covers(uint64_t offset, std::string_view bytes) const {
  for (uint64_t at = std::max<uint64_t>(offset, kFirstGroupAt); at < offset + bytes.size();) {
    const std::optional<GroupHeader> header = DecodeGroupHeader(bytes.substr(at - offset), mark_);
    if (!header.has_value()) return true;  // a slot being made: its header tells
    if (header->last() > durable_) return false;
    at = AlignGroup(header->end());
  }
  return true;
}

}  // namespace paxosstore::sim
