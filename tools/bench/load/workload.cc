#include "tools/bench/load/workload.h"

#include <algorithm>
#include <string_view>

namespace paxosstore::bench {
namespace {

constexpr size_t kDigits = 12;
constexpr size_t kStampDigits = 12;

void WriteDigits(uint64_t number, char* end, size_t digits) {
  for (size_t i = 0; i < digits; ++i, number /= 10) *--end = static_cast<char>('0' + number % 10);
}

}  // namespace

void AppendKey(Request request, std::string& out) {
  out += request.op == Op::kIncr ? std::string_view("cnt:") : std::string_view("key:");
  out.append(kDigits, '0');
  WriteDigits(request.key, out.data() + out.size(), kDigits);
}

Workload::Workload(Mix mix, uint64_t keys, uint32_t reads_percent, uint64_t seed)
    : mix_(mix), keys_(keys), reads_percent_(reads_percent), state_(seed) {}

uint64_t Workload::Draw() {
  // SplitMix64.
  state_ += 0x9e3779b97f4a7c15;
  uint64_t z = state_;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

Op Workload::DrawOp() {
  switch (mix_) {
    case Mix::kGet:
      return Op::kGet;
    case Mix::kSet:
      return Op::kSet;
    case Mix::kIncr:
      return Op::kIncr;
    case Mix::kMixed:
      break;
  }
  return Draw() % 100 < reads_percent_ ? Op::kGet : Op::kSet;
}

Request Workload::Next() {
  const Op op = DrawOp();
  return {op, keys_ == 1 ? 0 : Draw() % keys_};
}

Values::Values(size_t size) : value_(size, 'v') {
  for (size_t i = 0; i < size; ++i) value_[i] = static_cast<char>('a' + (i * 7 + i / 26) % 26);
}

const std::string& Values::Next() {
  const size_t digits = std::min(kStampDigits, value_.size());
  WriteDigits(count_++, value_.data() + digits, digits);
  return value_;
}

}  // namespace paxosstore::bench
