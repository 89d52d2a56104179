// What a command answers, before it is written in RESP2 or RESP3.
#ifndef PAXOSSTORE_CORE_MODEL_REPLY_H_
#define PAXOSSTORE_CORE_MODEL_REPLY_H_

#include <cstdint>
#include <string>
#include <vector>

namespace paxosstore::model {

struct Reply {
  enum class Kind : uint8_t { kNull, kSimple, kError, kInteger, kBulk, kArray, kMap };
  Kind kind = Kind::kNull;
  int64_t integer = 0;
  // Simple string, bulk bytes, or the error's text with its code ("WRONGTYPE Operation ...").
  std::string text;
  // Of an array; of a map key, value, key, value ... (RESP2 writes it as a flat array).
  std::vector<Reply> items;

  static Reply Null() { return {}; }
  static Reply Ok() { return Simple("OK"); }
  static Reply Simple(std::string text) { return {Kind::kSimple, 0, std::move(text), {}}; }
  static Reply Error(std::string text) { return {Kind::kError, 0, std::move(text), {}}; }
  static Reply Integer(int64_t value) { return {Kind::kInteger, value, {}, {}}; }
  static Reply Bulk(std::string bytes) { return {Kind::kBulk, 0, std::move(bytes), {}}; }
  static Reply Array(std::vector<Reply> items) { return {Kind::kArray, 0, {}, std::move(items)}; }
  static Reply Map(std::vector<Reply> items) { return {Kind::kMap, 0, {}, std::move(items)}; }

  friend bool operator==(const Reply&, const Reply&) = default;
};

// One line as redis-cli would print it, for logs, stories and test failures: (integer) 3, "abc",
// (nil), (error) ERR ...
std::string ToString(const Reply& reply);

}  // namespace paxosstore::model

#endif  // PAXOSSTORE_CORE_MODEL_REPLY_H_
