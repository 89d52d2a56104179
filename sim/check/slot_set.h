// A set of slots: the operations that are open at one moment have one each.
#ifndef PAXOSSTORE_SIM_CHECK_SLOT_SET_H_
#define PAXOSSTORE_SIM_CHECK_SLOT_SET_H_

#include <bit>
#include <cstdint>

namespace paxosstore::sim {

class SlotSet {
 public:
  static constexpr uint32_t kSlots = 256;

  bool Has(uint32_t slot) const { return (words_[slot / 64] >> (slot % 64) & 1) != 0; }
  void Insert(uint32_t slot) { words_[slot / 64] |= uint64_t{1} << (slot % 64); }
  void Erase(uint32_t slot) { words_[slot / 64] &= ~(uint64_t{1} << (slot % 64)); }

  bool Within(const SlotSet& other) const {
    uint64_t outside = 0;
    for (uint32_t i = 0; i < kWords; ++i) outside |= words_[i] & ~other.words_[i];
    return outside == 0;
  }
  bool Meets(const SlotSet& other) const {
    uint64_t common = 0;
    for (uint32_t i = 0; i < kWords; ++i) common |= words_[i] & other.words_[i];
    return common != 0;
  }
  friend SlotSet operator-(SlotSet a, const SlotSet& b) {
    for (uint32_t i = 0; i < kWords; ++i) a.words_[i] &= ~b.words_[i];
    return a;
  }
  friend SlotSet operator&(SlotSet a, const SlotSet& b) {
    for (uint32_t i = 0; i < kWords; ++i) a.words_[i] &= b.words_[i];
    return a;
  }

  friend SlotSet operator|(SlotSet a, const SlotSet& b) {
    for (uint32_t i = 0; i < kWords; ++i) a.words_[i] |= b.words_[i];
    return a;
  }
  friend bool operator==(const SlotSet& a, const SlotSet& b) = default;

  uint32_t Size() const {
    uint32_t size = 0;
    for (uint32_t i = 0; i < kWords; ++i) size += static_cast<uint32_t>(std::popcount(words_[i]));
    return size;
  }
  // The least slot that is not in it; kSlots if there is none.
  uint32_t FirstFree() const {
    for (uint32_t i = 0; i < kWords; ++i) {
      if (~words_[i] != 0) return i * 64 + static_cast<uint32_t>(std::countr_one(words_[i]));
    }
    return kSlots;
  }
  template <typename Visit>
  void ForEach(Visit visit) const {
    for (uint32_t i = 0; i < kWords; ++i) {
      for (uint64_t rest = words_[i]; rest != 0; rest &= rest - 1) {
        visit(i * 64 + static_cast<uint32_t>(std::countr_zero(rest)));
      }
    }
  }

 private:
  static constexpr uint32_t kWords = kSlots / 64;
  uint64_t words_[kWords] = {};
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_CHECK_SLOT_SET_H_
