#include "sim/history/file/field_reader.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "sim/history/file/bytes_json.h"

namespace paxosstore::sim {

FieldReader::FieldReader(const nlohmann::json& line, std::string place)
    : line_(line), place_(std::move(place)) {
  if (!line_.is_object()) {
    status_ = absl::InvalidArgumentError(place_ + ": wanted an object: {\"NAME\": VALUE, ...}");
  }
}

void FieldReader::Fail(std::string_view name, std::string_view what) {
  if (failed()) return;
  status_ =
      absl::InvalidArgumentError(place_ + ": " + std::string(name) + ": " + std::string(what));
}

const nlohmann::json& FieldReader::Take(const std::string& name) {
  static const nlohmann::json kNull;
  taken_.insert(name);
  if (failed()) return kNull;
  const auto at = line_.find(name);
  if (at != line_.end()) return *at;
  Fail(name, "is missing");
  return kNull;
}

uint64_t FieldReader::Number(const std::string& name) {
  const nlohmann::json& value = Take(name);
  if (value.is_number_unsigned()) return value.get<uint64_t>();
  Fail(name, "wanted a whole number from 0 to 2^64 - 1");
  return 0;
}

std::optional<uint64_t> FieldReader::NumberOrNull(const std::string& name) {
  if (Take(name).is_null()) return std::nullopt;
  return Number(name);
}

std::string FieldReader::Bytes(const std::string& name) {
  std::optional<std::string> bytes = BytesFromJson(Take(name));
  if (bytes.has_value()) return *std::move(bytes);
  Fail(name, "wanted a string, or {\"hex\": \"00ff\"} for bytes that are not UTF-8");
  return "";
}

absl::Status FieldReader::Finish() {
  for (auto at = line_.begin(); !failed() && at != line_.end(); ++at) {
    if (taken_.count(at.key()) == 0) Fail(at.key(), "no such field in this version of the format");
  }
  return status_;
}

}  // namespace paxosstore::sim
