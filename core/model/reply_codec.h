// Replies as bytes: what an object's request window keeps of an answered request, so that a retry
// gets the first answer.
#ifndef PAXOSSTORE_CORE_MODEL_REPLY_CODEC_H_
#define PAXOSSTORE_CORE_MODEL_REPLY_CODEC_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "core/model/reply.h"

namespace paxosstore::model {

std::string EncodeReplies(const std::vector<Reply>& replies);
// InvalidArgument if `bytes` is not exactly one encoded list.
absl::StatusOr<std::vector<Reply>> DecodeReplies(std::string_view bytes);

}  // namespace paxosstore::model

#endif  // PAXOSSTORE_CORE_MODEL_REPLY_CODEC_H_
