#include "sim/history/file/bytes_json.h"

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>

#include "absl/strings/escaping.h"

namespace paxosstore::sim {
namespace {

bool IsLowerHex(std::string_view text) {
  return text.size() % 2 == 0 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

}  // namespace

// Asked of the library that writes the text, so that the two cannot disagree: it leaves out what it
// cannot write.
bool IsUtf8(std::string_view bytes) {
  const auto ascii = [](char c) { return static_cast<uint8_t>(c) < 0x80; };
  if (std::all_of(bytes.begin(), bytes.end(), ascii)) return true;
  using Json = nlohmann::json;
  const std::string written =
      Json(std::string(bytes)).dump(-1, ' ', false, Json::error_handler_t::ignore);
  const Json read = Json::parse(written, nullptr, /*allow_exceptions=*/false);
  return read.is_string() && read.get_ref<const std::string&>() == bytes;
}

nlohmann::ordered_json BytesToJson(const std::string& bytes) {
  if (IsUtf8(bytes)) return bytes;
  return {{"hex", absl::BytesToHexString(bytes)}};
}

std::optional<std::string> BytesFromJson(const nlohmann::json& json) {
  if (json.is_string()) return json.get<std::string>();
  const bool hex = json.is_object() && json.size() == 1 && json.contains("hex");
  if (!hex || !json["hex"].is_string()) return std::nullopt;
  const std::string& digits = json["hex"].get_ref<const std::string&>();
  if (!IsLowerHex(digits)) return std::nullopt;
  std::string bytes = absl::HexStringToBytes(digits);
  if (IsUtf8(bytes)) return std::nullopt;
  return bytes;
}

}  // namespace paxosstore::sim
