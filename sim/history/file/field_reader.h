// The fields of one line, taken by name. Remembers the first thing that is wrong; after that every
// value is an empty one, so that reading is a straight line and asks once, at its end.
#ifndef PAXOSSTORE_SIM_HISTORY_FILE_FIELD_READER_H_
#define PAXOSSTORE_SIM_HISTORY_FILE_FIELD_READER_H_

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace paxosstore::sim {

class FieldReader {
 public:
  // `place`: "FILE:LINE", with which an error begins. `line` must outlive this.
  FieldReader(const nlohmann::json& line, std::string place);

  // The field's value; null if it is missing, which is an error.
  const nlohmann::json& Take(const std::string& name);
  uint64_t Number(const std::string& name);
  std::optional<uint64_t> NumberOrNull(const std::string& name);
  std::string Bytes(const std::string& name);

  // FILE:LINE: NAME: WHAT
  void Fail(std::string_view name, std::string_view what);
  bool failed() const { return !status_.ok(); }
  // What was wrong first; else that there are fields that nobody took.
  absl::Status Finish();

 private:
  const nlohmann::json& line_;
  const std::string place_;
  std::set<std::string> taken_;
  absl::Status status_;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_HISTORY_FILE_FIELD_READER_H_
