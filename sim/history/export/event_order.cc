#include "sim/history/export/event_order.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_map.h"

namespace paxosstore::sim {
namespace {

struct Numbered {
  uint64_t number;
  Instant at;
  CallEvent event;
};

// Starts and answers.
std::vector<Numbered> NumberedEvents(const std::vector<RegisterCall>& calls) {
  std::vector<Numbered> events;
  for (const RegisterCall& call : calls) {
    const Operation& operation = *call.operation;
    events.push_back({operation.start, operation.started_at, {&call, true, 0}});
    if (call.answered()) {
      events.push_back({operation.end, operation.ended_at, {&call, false, 0}});
    }
  }
  std::sort(events.begin(), events.end(),
            [](const Numbered& a, const Numbered& b) { return a.number < b.number; });
  return events;
}

// Without an answer, by when they were given up; last those that never were.
std::vector<const RegisterCall*> GivenUp(const std::vector<RegisterCall>& calls) {
  std::vector<const RegisterCall*> given_up;
  for (const RegisterCall& call : calls) {
    if (!call.answered()) given_up.push_back(&call);
  }
  const auto rank = [](const RegisterCall* call) {
    const Operation& operation = *call->operation;
    return std::tuple(operation.ended_at == Instant(), operation.ended_at, operation.start);
  };
  std::sort(given_up.begin(), given_up.end(),
            [&rank](const RegisterCall* a, const RegisterCall* b) { return rank(a) < rank(b); });
  return given_up;
}

class Processes {
 public:
  uint64_t Begin(const RegisterCall& call) {
    const auto [at, added] = idle_.try_emplace(call.operation->client, next_);
    const uint64_t process = at->second;
    next_ += added ? 1 : 0;
    idle_.erase(at);  // it is at work
    return busy_[call.operation] = process;
  }
  uint64_t End(const RegisterCall& call) {
    const uint64_t process = busy_[call.operation];
    if (!call.unknown()) idle_[call.operation->client] = process;
    return process;
  }

 private:
  uint64_t next_ = 0;
  absl::flat_hash_map<ClientId, uint64_t> idle_;
  absl::flat_hash_map<const Operation*, uint64_t> busy_;
};

}  // namespace

std::vector<CallEvent> InOrder(const std::vector<RegisterCall>& calls) {
  const std::vector<const RegisterCall*> given_up = GivenUp(calls);
  auto next = given_up.begin();
  std::vector<CallEvent> order;
  for (const Numbered& numbered : NumberedEvents(calls)) {
    const auto due = [&numbered](const Operation& operation) {
      return operation.ended_at != Instant() && operation.ended_at <= numbered.at &&
             operation.start < numbered.number;
    };
    for (; next != given_up.end() && due(*(*next)->operation); ++next) {
      order.push_back({*next, false, 0});
    }
    order.push_back(numbered.event);
  }
  for (; next != given_up.end(); ++next) order.push_back({*next, false, 0});
  Processes processes;
  for (CallEvent& event : order) {
    event.process = event.begins ? processes.Begin(*event.call) : processes.End(*event.call);
  }
  return order;
}

}  // namespace paxosstore::sim
