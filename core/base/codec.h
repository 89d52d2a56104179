// Bytes in and out: fixed-width little-endian and LEB128 varints, for what our own formats hold
// (disk records, values). Frames on the wire are Protocol Buffers, see net/. Each number has
// exactly one encoding: overlong varints are refused, so equal contents have equal bytes.
#ifndef PAXOSSTORE_CORE_BASE_CODEC_H_
#define PAXOSSTORE_CORE_BASE_CODEC_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace paxosstore {

void PutFixed32(std::string& out, uint32_t value);
void PutFixed64(std::string& out, uint64_t value);
void PutVarint(std::string& out, uint64_t value);
// Length as a varint, then the bytes.
void PutBytes(std::string& out, std::string_view bytes);

// Reads from the front of a view. After the first failure every read fails and returns zero or
// empty; ask ok() once at the end. Never reads past the view, whatever the bytes are.
class Decoder {
 public:
  explicit Decoder(std::string_view bytes) : rest_(bytes) {}
  uint32_t Fixed32();
  uint64_t Fixed64();
  uint64_t Varint();
  // A view into the bytes given to the constructor.
  std::string_view Bytes();
  bool ok() const { return ok_; }
  // True iff nothing failed and nothing is left over: a well-formed whole.
  bool Finished() const { return ok_ && rest_.empty(); }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view Take(size_t n);

  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace paxosstore

#endif  // PAXOSSTORE_CORE_BASE_CODEC_H_
