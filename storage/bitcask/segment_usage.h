// How many bytes of each segment's records some object's state still rests on.
#ifndef PAXOSSTORE_STORAGE_BITCASK_SEGMENT_USAGE_H_
#define PAXOSSTORE_STORAGE_BITCASK_SEGMENT_USAGE_H_

#include <cstdint>
#include <deque>

#include "core/base/check.h"
#include "storage/bitcask/object_state.h"

namespace paxosstore::storage {

class SegmentUsage {
 public:
  void Add(const ObjectState& state) {
    ForEachRecordOf(state, [this](const Location& at) {
      Of(at.segment) += at.length;
      total_ += at.length;
    });
  }
  void Remove(const ObjectState& state) {
    ForEachRecordOf(state, [this](const Location& at) {
      uint64_t& live = Of(at.segment);
      CHECK_LE(at.length, live);
      live -= at.length;
      total_ -= at.length;
    });
  }
  uint64_t live_bytes(SegmentNumber segment) const {
    const uint64_t index = segment.value() - first_;
    return index < live_.size() ? live_[index] : 0;
  }
  // The first segment with anything live in it; 0 if there is none.
  SegmentNumber first_live() const {
    for (size_t i = 0; i < live_.size(); ++i) {
      if (live_[i] > 0) return SegmentNumber(first_ + static_cast<uint32_t>(i));
    }
    return SegmentNumber();
  }
  uint64_t total_live_bytes() const { return total_; }
  // Forgets the segments before `oldest`. REQUIRES: nothing live in them.
  void FreeBefore(SegmentNumber oldest) {
    for (; first_ < oldest.value() && !live_.empty(); ++first_) {
      CHECK_EQ(live_.front(), uint64_t{0});
      live_.pop_front();
    }
  }

 private:
  uint64_t& Of(SegmentNumber segment) {
    if (live_.empty()) first_ = segment.value();
    for (; segment.value() < first_; --first_) live_.push_front(0);
    const uint64_t index = segment.value() - first_;
    if (index >= live_.size()) live_.resize(index + 1);
    return live_[index];
  }

  uint32_t first_ = 0;  // the segment of live_[0]
  std::deque<uint64_t> live_;
  uint64_t total_ = 0;
};

}  // namespace paxosstore::storage

#endif  // PAXOSSTORE_STORAGE_BITCASK_SEGMENT_USAGE_H_
