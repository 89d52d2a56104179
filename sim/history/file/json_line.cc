#include "sim/history/file/json_line.h"

#include <cstddef>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

namespace paxosstore::sim {
namespace {

using Json = nlohmann::json;

// A first pass for what the library's tree does not tell: of two equal names it keeps the last.
class Watcher : public nlohmann::json_sax<Json> {
 public:
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(size_t) override { return Open(); }
  bool end_object() override { return Close(); }
  bool start_array(size_t) override { return Open(); }
  bool end_array() override { return Close(); }
  bool key(string_t& name) override {
    if (names_.back().insert(name).second) return true;
    what_ = ": " + name + ": is there twice";
    return false;
  }
  bool parse_error(size_t position, const std::string&, const Json::exception&) override {
    what_ = ":" + std::to_string(position) + ": not JSON here";
    return false;
  }

  const std::string& what() const { return what_; }

 private:
  static constexpr size_t kDepthMax = 64;

  bool Open() {
    names_.emplace_back();
    if (names_.size() > kDepthMax) what_ = ": nested too deep";
    return what_.empty();
  }
  bool Close() {
    names_.pop_back();
    return true;
  }

  std::vector<std::set<std::string>> names_;  // of the values that are open
  std::string what_;
};

}  // namespace

absl::StatusOr<Json> ParseJsonLine(std::string_view line, const std::string& place) {
  // The library takes a NUL for the end, whatever follows, and passes over a byte order mark.
  const size_t nul = line.find('\0');
  if (nul != std::string_view::npos || line.substr(0, 3) == "\xef\xbb\xbf") {
    const size_t column = nul != std::string_view::npos ? nul + 1 : 1;
    return absl::InvalidArgumentError(place + ":" + std::to_string(column) + ": not JSON here");
  }
  Watcher watcher;
  if (!Json::sax_parse(line, &watcher)) return absl::InvalidArgumentError(place + watcher.what());
  return Json::parse(line, nullptr, /*allow_exceptions=*/false);
}

}  // namespace paxosstore::sim
