#include <algorithm>
#include <cctype>
#include <optional>

#include "absl/container/flat_hash_map.h"
#include "sim/history/export/event_order.h"
#include "sim/history/export/writers.h"

namespace paxosstore::sim {
namespace {

// At most nine digits: readers may keep them in 32 bits.
bool IsPlainNumber(const std::string& text) {
  const bool digits = std::all_of(text.begin(), text.end(), [](char c) {
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
  });
  return digits && !text.empty() && text.size() <= 9 && (text == "0" || text[0] != '0');
}

// The values of the format are numbers. Ours stand as they are if all of them are; else each gets
// one, by first appearance, which no verdict depends on.
class ValueNames {
 public:
  explicit ValueNames(const std::vector<RegisterCall>& calls) {
    for (const RegisterCall& call : calls) {
      for (const RegisterValue* value : {&call.value, &call.seen}) {
        if (!value->has_value()) continue;
        numbers_.try_emplace(**value, numbers_.size() + 1);
        renamed_ = renamed_ || !IsPlainNumber(**value);
      }
    }
  }
  bool renamed() const { return renamed_; }
  std::string Of(const RegisterValue& value) const {
    if (!value.has_value()) return "nil";
    return renamed_ ? std::to_string(numbers_.at(*value)) : *value;
  }

 private:
  absl::flat_hash_map<std::string, size_t> numbers_;
  bool renamed_ = false;
};

const char* NameOf(RegisterVerb verb) {
  switch (verb) {
    case RegisterVerb::kRead:
      return "read";
    case RegisterVerb::kCas:
      return "cas";
    default:
      return "write";
  }
}

std::string ArgumentOf(const CallEvent& event, const ValueNames& names) {
  const RegisterCall& call = *event.call;
  if (!event.begins && call.unknown()) return ":timed-out";
  switch (call.verb) {
    case RegisterVerb::kRead:
      return event.begins ? "nil" : names.Of(call.seen);
    case RegisterVerb::kCas:
      return "[nil " + names.Of(call.value) + "]";
    default:
      return names.Of(call.value);
  }
}

const char* TypeOf(const CallEvent& event) {
  const RegisterCall& call = *event.call;
  if (event.begins) return ":invoke";
  if (call.unknown()) return call.verb == RegisterVerb::kRead ? ":fail" : ":info";
  return call.refused ? ":fail" : ":ok";
}

}  // namespace

std::string WriteEtcd(RegisterCalls calls, std::vector<std::string>* notes) {
  LeaveOutNotDone(&calls, notes);
  const ValueNames names(calls.calls);
  if (names.renamed()) {
    notes->push_back("values are no numbers: they are numbered from 1, as they appear");
  }
  std::string text;
  for (const CallEvent& event : InOrder(calls.calls)) {
    text += "INFO  jepsen.util - " + std::to_string(event.process) + "\t" + TypeOf(event) +
            "\t:" + NameOf(event.call->verb) + "\t" + ArgumentOf(event, names) + "\n";
  }
  return text;
}

}  // namespace paxosstore::sim
