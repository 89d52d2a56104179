// Histories of registers, as other systems record them: read, write, compare-and-set, append.
#ifndef PAXOSSTORE_SIM_CHECK_REGISTER_HISTORY_H_
#define PAXOSSTORE_SIM_CHECK_REGISTER_HISTORY_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "sim/check/evidence.h"
#include "sim/check/span.h"

namespace paxosstore::sim {

enum class RegisterVerb : uint8_t { kRead, kWrite, kCas, kAppend };

// A value of a history by its number; equal texts have equal numbers.
using ValueId = uint32_t;
inline constexpr ValueId kAbsent = 0;

class Values {
 public:
  // `absent` is the text of a register that was never written.
  explicit Values(std::string absent) { Number(std::move(absent)); }

  ValueId Number(std::string text);
  const std::string& Text(ValueId value) const { return texts_[value]; }
  size_t size() const { return texts_.size(); }
  // For people.
  std::string Shown(ValueId value) const { return Text(value).empty() ? "\"\"" : Text(value); }

 private:
  absl::flat_hash_map<std::string, ValueId> numbers_;
  std::vector<std::string> texts_;
};

struct RegisterOperation {
  std::string process;
  RegisterVerb verb = RegisterVerb::kRead;
  ValueId argument = kAbsent;  // what it writes or appends
  ValueId expected = kAbsent;  // kCas
  ValueId seen = kAbsent;      // kRead, answered
  bool refused = false;        // kCas, answered: it found something else
  Span span;
};

struct RegisterHistory {
  std::string key;                            // empty: the only one
  std::vector<RegisterOperation> operations;  // in order of starts
};

struct RegisterHistories {
  Values values;
  std::vector<RegisterHistory> keys;  // in order of their first operation
};

// "write 3", "cas 1 to 2: refused", "read: 7"
std::string ToString(const RegisterOperation& operation, const Values& values);

// For a drawing.
std::vector<Bar> BarsOf(const std::vector<RegisterOperation>& operations, const Values& values);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_CHECK_REGISTER_HISTORY_H_
