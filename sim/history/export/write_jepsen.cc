#include "core/model/number.h"
#include "sim/history/export/event_order.h"
#include "sim/history/export/writers.h"

namespace paxosstore::sim {
namespace {

// What is written like a number is one. Nothing else is, so that no two values become equal.
std::string ToEdn(const RegisterValue& value) {
  if (!value.has_value()) return "nil";
  return model::ParseInt64(*value).has_value() ? *value : QuoteEdn(*value);
}

const char* NameOf(RegisterVerb verb) {
  switch (verb) {
    case RegisterVerb::kRead:
      return ":read";
    case RegisterVerb::kCas:
      return ":cas";
    default:
      return ":write";
  }
}

// Keys are independent: a value is [key value].
std::string ValueOf(const CallEvent& event) {
  const RegisterCall& call = *event.call;
  std::string value = ToEdn(call.value);
  if (call.verb == RegisterVerb::kRead) value = event.begins ? "nil" : ToEdn(call.seen);
  if (call.verb == RegisterVerb::kCas) value = "[nil " + value + "]";
  return "[" + QuoteEdn(call.key) + " " + value + "]";
}

const char* TypeOf(const CallEvent& event) {
  if (event.begins) return ":invoke";
  if (event.call->unknown()) return ":info";
  return event.call->answered() && !event.call->refused ? ":ok" : ":fail";
}

}  // namespace

std::string WriteJepsen(const RegisterCalls& calls) {
  std::string text;
  for (const CallEvent& event : InOrder(calls.calls)) {
    text += "{:process " + std::to_string(event.process) + ", :type " + TypeOf(event) + ", :f " +
            NameOf(event.call->verb) + ", :value " + ValueOf(event) + "}\n";
  }
  return text;
}

}  // namespace paxosstore::sim
