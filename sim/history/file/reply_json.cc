#include "sim/history/file/reply_json.h"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "sim/history/file/bytes_json.h"

namespace paxosstore::sim {
namespace {

using model::Reply;

nlohmann::ordered_json ItemsToJson(const std::vector<Reply>& items) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Reply& item : items) list.push_back(ReplyToJson(item));
  return list;
}

std::optional<std::vector<Reply>> ItemsFromJson(const nlohmann::json& list) {
  if (!list.is_array()) return std::nullopt;
  std::vector<Reply> items;
  for (const nlohmann::json& json : list) {
    std::optional<Reply> item = ReplyFromJson(json);
    if (!item.has_value()) return std::nullopt;
    items.push_back(*std::move(item));
  }
  return items;
}

bool IsInt64(const nlohmann::json& json) {
  return json.is_number_integer() &&
         (!json.is_number_unsigned() || json.get<uint64_t>() <= uint64_t{INT64_MAX});
}

std::optional<Reply> ListFromJson(const std::string& kind, const nlohmann::json& value) {
  std::optional<std::vector<Reply>> items = ItemsFromJson(value);
  if (!items.has_value()) return std::nullopt;
  if (kind == "array") return Reply::Array(*std::move(items));
  if (kind == "map" && items->size() % 2 == 0) return Reply::Map(*std::move(items));
  return std::nullopt;
}

std::optional<Reply> TextFromJson(const std::string& kind, const nlohmann::json& value) {
  std::optional<std::string> bytes = BytesFromJson(value);
  if (!bytes.has_value()) return std::nullopt;
  if (kind == "bulk") return Reply::Bulk(*std::move(bytes));
  if (kind == "simple") return Reply::Simple(*std::move(bytes));
  if (kind == "error") return Reply::Error(*std::move(bytes));
  return std::nullopt;
}

}  // namespace

nlohmann::ordered_json ReplyToJson(const Reply& reply) {
  switch (reply.kind) {
    case Reply::Kind::kNull:
      return nullptr;
    case Reply::Kind::kSimple:
      return {{"simple", BytesToJson(reply.text)}};
    case Reply::Kind::kError:
      return {{"error", BytesToJson(reply.text)}};
    case Reply::Kind::kInteger:
      return {{"integer", reply.integer}};
    case Reply::Kind::kBulk:
      return {{"bulk", BytesToJson(reply.text)}};
    case Reply::Kind::kArray:
      return {{"array", ItemsToJson(reply.items)}};
    case Reply::Kind::kMap:
      break;
  }
  return {{"map", ItemsToJson(reply.items)}};
}

std::optional<Reply> ReplyFromJson(const nlohmann::json& json) {
  if (json.is_null()) return Reply::Null();
  if (!json.is_object() || json.size() != 1) return std::nullopt;
  const std::string& kind = json.begin().key();
  const nlohmann::json& value = json.begin().value();
  if (kind == "integer" && IsInt64(value)) return Reply::Integer(value.get<int64_t>());
  if (value.is_array()) return ListFromJson(kind, value);
  return TextFromJson(kind, value);
}

}  // namespace paxosstore::sim
