#include <utility>

#include "sim/history/export/event_order.h"
#include "sim/history/export/writers.h"

namespace paxosstore::sim {
namespace {

const char* NameOf(RegisterVerb verb) {
  switch (verb) {
    case RegisterVerb::kRead:
      return "get";
    case RegisterVerb::kAppend:
      return "append";
    default:
      return "put";
  }
}

// A get has a value only in its answer; absent is "" there.
std::string ValueOf(const CallEvent& event) {
  const RegisterCall& call = *event.call;
  if (call.verb != RegisterVerb::kRead) return QuoteEdn(*call.value);
  return event.begins ? "nil" : QuoteEdn(call.seen.value_or(""));
}

}  // namespace

// The format knows beginnings and answers, nothing else: what got no answer stays open.
std::string WriteKv(RegisterCalls calls, std::vector<std::string>* notes) {
  LeaveOutNotDone(&calls, notes);
  std::string text;
  for (const CallEvent& event : InOrder(calls.calls)) {
    if (!event.begins && !event.call->answered()) continue;
    text += "{:process " + std::to_string(event.process) + ", :type " +
            (event.begins ? ":invoke" : ":ok") + ", :f :" + NameOf(event.call->verb) + ", :key " +
            QuoteEdn(event.call->key) + ", :value " + ValueOf(event) + "}\n";
  }
  return text;
}

}  // namespace paxosstore::sim
