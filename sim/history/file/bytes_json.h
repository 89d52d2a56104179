// Bytes in JSON, which knows only text: what is UTF-8 is a string, anything else an object with its
// bytes in hexadecimal, {"hex": "00ff"}. One form for each, so that equal bytes are equal JSON.
#ifndef PAXOSSTORE_SIM_HISTORY_FILE_BYTES_JSON_H_
#define PAXOSSTORE_SIM_HISTORY_FILE_BYTES_JSON_H_

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace paxosstore::sim {

bool IsUtf8(std::string_view bytes);

nlohmann::ordered_json BytesToJson(const std::string& bytes);
// Nothing if it is neither of the two forms, or hexadecimal of what is UTF-8.
std::optional<std::string> BytesFromJson(const nlohmann::json& json);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_HISTORY_FILE_BYTES_JSON_H_
