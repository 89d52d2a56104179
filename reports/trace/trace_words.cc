#include "reports/trace/trace_words.h"

namespace paxosstore::reports {

std::string_view EndName(sim::TracedMessage::End end) {
  using End = sim::TracedMessage::End;
  switch (end) {
    case End::kDelivered:
      return "delivered";
    case End::kLost:
      return "lost";
    case End::kBlocked:
      return "blocked";
    case End::kUndeliverable:
      return "nobody there";
    case End::kCorrupted:
      return "damaged";
    case End::kReset:
      return "connection reset";
    case End::kOverflowed:
      return "link overflows";
    case End::kInFlight:
      return "in flight";
  }
  return "?";
}

std::string_view EndName(sim::TracedSync::End end) {
  using End = sim::TracedSync::End;
  switch (end) {
    case End::kOk:
      return "ok";
    case End::kFailed:
      return "failed";
    case End::kLied:
      return "lied";
    case End::kLost:
      return "never completed";
  }
  return "?";
}

std::string_view EndName(sim::TracedOperation::End end) {
  using End = sim::TracedOperation::End;
  switch (end) {
    case End::kOk:
      return "ok";
    case End::kUnknown:
      return "unknown";
    case End::kNotDone:
      return "not done";
    case End::kOpen:
      return "open";
  }
  return "?";
}

std::string_view StateName(sim::TracedNode::State state) {
  using State = sim::TracedNode::State;
  switch (state) {
    case State::kDown:
      return "down";
    case State::kStarting:
      return "starting";
    case State::kServing:
      return "serving";
    case State::kPaused:
      return "paused";
  }
  return "?";
}

std::string ObjectName(const sim::Trace& trace, sim::ObjectIndex object) {
  return object < trace.objects.size() ? trace.objects[object] : "";
}

}  // namespace paxosstore::reports
