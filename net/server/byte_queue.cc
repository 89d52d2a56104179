#include "net/server/byte_queue.h"

#include <algorithm>
#include <cstring>

#include "core/base/check.h"

namespace paxosstore::net {

std::span<char> ByteQueue::Space() {
  const size_t held = end_ - begin_;
  // Past kBytesMax only for what the parser refuses to take in pieces, which is bounded itself.
  size_t wanted = was_full_ ? std::min(2 * capacity_, kBytesMax) : capacity_;
  if (held >= wanted / 2) wanted = std::max(wanted, 2 * held);
  if (wanted > capacity_) {
    std::unique_ptr<char[]> larger(new char[wanted]);
    std::memcpy(larger.get(), buffer_.get() + begin_, held);
    buffer_ = std::move(larger);
    capacity_ = wanted;
  } else if (begin_ > 0) {
    std::memmove(buffer_.get(), buffer_.get() + begin_, held);
  }
  begin_ = 0;
  end_ = held;
  was_full_ = false;
  return {buffer_.get() + end_, capacity_ - end_};
}

void ByteQueue::Fill(size_t n) {
  CHECK_LE(n, capacity_ - end_);
  end_ += n;
  was_full_ = end_ == capacity_;
}

}  // namespace paxosstore::net
