#include "core/model/reply_codec.h"

#include "core/base/codec.h"

namespace paxosstore::model {
namespace {

// Replies nest (EXEC holds arrays); bytes from a damaged disk must not nest without end.
constexpr int kDepthMax = 8;

void Put(std::string& out, const std::vector<Reply>& replies) {
  PutVarint(out, replies.size());
  for (const Reply& reply : replies) {
    PutVarint(out, static_cast<uint64_t>(reply.kind));
    PutVarint(out, static_cast<uint64_t>(reply.integer));
    PutBytes(out, reply.text);
    Put(out, reply.items);
  }
}

bool Get(Decoder& in, std::vector<Reply>& replies, int depth) {
  const uint64_t count = in.Varint();
  if (depth > kDepthMax) return false;
  for (uint64_t i = 0; i < count && in.ok(); ++i) {
    Reply& reply = replies.emplace_back();
    const uint64_t kind = in.Varint();
    if (kind > static_cast<uint64_t>(Reply::Kind::kMap)) return false;
    reply.kind = static_cast<Reply::Kind>(kind);
    reply.integer = static_cast<int64_t>(in.Varint());
    reply.text = in.Bytes();
    if (!Get(in, reply.items, depth + 1)) return false;
  }
  return in.ok();
}

}  // namespace

std::string EncodeReplies(const std::vector<Reply>& replies) {
  std::string out;
  Put(out, replies);
  return out;
}

absl::StatusOr<std::vector<Reply>> DecodeReplies(std::string_view bytes) {
  Decoder in(bytes);
  std::vector<Reply> replies;
  if (!Get(in, replies, 0) || !in.Finished()) {
    return absl::InvalidArgumentError("replies: malformed encoding");
  }
  return replies;
}

}  // namespace paxosstore::model
