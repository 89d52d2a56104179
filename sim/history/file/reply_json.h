// Replies in JSON: null, or an object whose only name is the kind: {"simple": "OK"}, {"error": "ERR
// ..."}, {"integer": 3}, {"bulk": "x"}, {"array": [...]}, {"map": [key, value, ...]}.
#ifndef PAXOSSTORE_SIM_HISTORY_FILE_REPLY_JSON_H_
#define PAXOSSTORE_SIM_HISTORY_FILE_REPLY_JSON_H_

#include <nlohmann/json_fwd.hpp>
#include <optional>

#include "core/model/reply.h"

namespace paxosstore::sim {

nlohmann::ordered_json ReplyToJson(const model::Reply& reply);
// Nothing if it is no reply.
std::optional<model::Reply> ReplyFromJson(const nlohmann::json& json);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_HISTORY_FILE_REPLY_JSON_H_
