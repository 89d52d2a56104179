#include "tools/bench/checker/generator.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "core/base/check.h"
#include "sim/sim_random.h"

namespace paxosstore::bench {
namespace {

using sim::RegisterOperation;
using sim::RegisterVerb;
using sim::ValueId;

constexpr uint32_t kNone = 0xffffffff;

class Generator {
 public:
  explicit Generator(const HistoryPlan& plan)
      : plan_(plan),
        random_(sim::SubSeed(plan.seed, "benchmark history"), nullptr),
        histories_{sim::Values("nil"), {{"", {}}}},
        operations_(histories_.keys[0].operations),
        clients_(plan.clients) {
    operations_.reserve(plan.operations);
  }

  sim::RegisterHistories Run();

 private:
  struct Client {
    uint64_t process = 0;
    uint32_t operation = kNone;
    bool effective = false;
  };

  void Step(Client& client);
  void Begin(Client& client);
  void GiveUp(Client& client);
  void Apply(RegisterOperation& operation);
  void ApplyLate();
  bool MayBeGivenUp() const { return given_up_ < plan_.unanswered; }
  ValueId Value(uint64_t number) { return histories_.values.Number(std::to_string(number)); }
  ValueId NewValue(bool given_up);
  void Alone(RegisterVerb verb, ValueId value);
  void EndStale();
  void EndUsedUp();

  const HistoryPlan plan_;
  sim::RandomStream random_;
  sim::RegisterHistories histories_;
  std::vector<RegisterOperation>& operations_;
  std::vector<Client> clients_;
  std::vector<uint32_t> late_;  // given up, and still to take effect
  ValueId state_ = sim::kAbsent;
  uint64_t events_ = 0, processes_ = 0, written_ = 0;
  uint32_t given_up_ = 0, open_ = 0;
};

sim::RegisterHistories Generator::Run() {
  for (Client& client : clients_) {
    client.process = processes_++;
    Begin(client);
  }
  while (open_ > 0) {
    Client& client = clients_[random_.Below(clients_.size())];
    if (client.operation != kNone) Step(client);
    if (!late_.empty() && random_.Below(20) == 0) ApplyLate();
  }
  CHECK_EQ(given_up_, plan_.unanswered);
  if (plan_.ending == Ending::kStale) EndStale();
  if (plan_.ending == Ending::kUsedUp) EndUsedUp();
  return std::move(histories_);
}

void Generator::Begin(Client& client) {
  client.operation = kNone;
  client.effective = false;
  if (operations_.size() >= plan_.operations) return;
  RegisterOperation operation;
  operation.process = std::to_string(client.process);
  operation.span.start = ++events_;
  // Evenly: as much of the unanswered as of all.
  const bool give_up =
      uint64_t{given_up_} * plan_.operations < uint64_t{plan_.unanswered} * operations_.size() ||
      plan_.operations - operations_.size() <= plan_.unanswered - given_up_;
  const uint64_t draw = random_.Below(4);
  if (draw < 2 || give_up) operation.verb = RegisterVerb::kWrite;
  if (draw % 2 == 0 && operation.verb == RegisterVerb::kWrite && plan_.values > 0) {
    operation.verb = RegisterVerb::kCas;
    operation.expected = random_.Below(2) == 0 ? state_ : Value(random_.Below(plan_.values));
  }
  if (operation.verb != RegisterVerb::kRead) operation.argument = NewValue(give_up);
  client.operation = static_cast<uint32_t>(operations_.size());
  operations_.push_back(std::move(operation));
  ++open_;
  if (give_up && MayBeGivenUp()) GiveUp(client);
}

// The largest value is only for those that are answered: see Ending::kStale.
ValueId Generator::NewValue(bool given_up) {
  if (plan_.values == 0) return Value(++written_);
  return Value(random_.Below(plan_.values - (given_up ? 1 : 0)));
}

// Nobody waits for it any more. The client comes back as another process.
void Generator::GiveUp(Client& client) {
  ++given_up_;
  --open_;
  if (random_.Below(2) == 0) late_.push_back(client.operation);
  client.process = processes_++;
  Begin(client);
}

void Generator::ApplyLate() {
  std::swap(late_[random_.Below(late_.size())], late_.back());
  RegisterOperation& operation = operations_[late_.back()];
  late_.pop_back();
  Apply(operation);
  operation.refused = false;
}

void Generator::Step(Client& client) {
  RegisterOperation& operation = operations_[client.operation];
  if (!client.effective) {
    Apply(operation);
    client.effective = true;
    return;
  }
  operation.span.end = ++events_;
  --open_;
  Begin(client);
}

void Generator::Apply(RegisterOperation& operation) {
  if (operation.verb == RegisterVerb::kRead) {
    operation.seen = state_;
  } else if (operation.verb == RegisterVerb::kCas && operation.expected != state_) {
    operation.refused = true;
  } else {
    state_ = operation.argument;
  }
}

void Generator::Alone(RegisterVerb verb, ValueId value) {
  RegisterOperation operation;
  operation.process = std::to_string(processes_);
  operation.verb = verb;
  (verb == RegisterVerb::kRead ? operation.seen : operation.argument) = value;
  operation.span.start = ++events_;
  operation.span.end = ++events_;
  operations_.push_back(std::move(operation));
}

void Generator::EndStale() {
  Alone(RegisterVerb::kWrite, plan_.values == 0 ? Value(++written_) : Value(0));
  if (plan_.values > 0) return Alone(RegisterVerb::kRead, Value(plan_.values - 1));
  const auto first =
      std::find_if(operations_.begin(), operations_.end() - 1, [](const auto& operation) {
        return operation.verb == RegisterVerb::kWrite && operation.span.answered();
      });
  const bool any = first != operations_.end() - 1;
  Alone(RegisterVerb::kRead, any ? first->argument : sim::kAbsent);
}

void Generator::EndUsedUp() {
  const ValueId two[] = {Value(0), Value(1)};
  size_t writers = 0;
  for (const RegisterOperation& operation : operations_) {
    const bool one_of_two = operation.argument == two[0] || operation.argument == two[1];
    writers += !operation.span.answered() && one_of_two ? 1 : 0;
  }
  Alone(RegisterVerb::kWrite, two[0]);
  for (size_t i = 1; i <= writers + 1; ++i) Alone(RegisterVerb::kRead, two[i % 2]);
}

}  // namespace

sim::RegisterHistories Generate(const HistoryPlan& plan) { return Generator(plan).Run(); }

}  // namespace paxosstore::bench
