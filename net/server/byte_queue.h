// Bytes on their way from a socket to a parser: filled at one end, taken at the other, kept in one
// piece.
#ifndef PAXOSSTORE_NET_SERVER_BYTE_QUEUE_H_
#define PAXOSSTORE_NET_SERVER_BYTE_QUEUE_H_

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

namespace paxosstore::net {

class ByteQueue {
 public:
  ByteQueue() : buffer_(new char[kBytesMin]), capacity_(kBytesMin) {}

  // Where to put the next bytes; never empty. Invalidates views. Grows when the last bytes filled
  // all of it, so that an idle connection stays small and a busy one needs few reads.
  std::span<char> Space();
  // The first `n` bytes of Space() have been filled.
  void Fill(size_t n);
  std::string_view bytes() const { return {buffer_.get() + begin_, end_ - begin_}; }
  // Drops the first `n` bytes.
  void Take(size_t n) { begin_ += n; }

 private:
  static constexpr size_t kBytesMin = size_t{16} << 10;
  static constexpr size_t kBytesMax = size_t{256} << 10;

  std::unique_ptr<char[]> buffer_;
  size_t capacity_;
  size_t begin_ = 0;
  size_t end_ = 0;
  bool was_full_ = false;
};

}  // namespace paxosstore::net

#endif  // PAXOSSTORE_NET_SERVER_BYTE_QUEUE_H_
