// The whole checker, hints and witness included, on little true histories with one thing changed:
// it must say what the naive twin says, which looks at no hint.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "sim/history/linearizability.h"
#include "tests/sim/history/brute_force.h"
#include "tests/sim/history/history_builder.h"

namespace paxosstore::sim {
namespace {

using model::Reply;
using Operations = std::vector<Operation>;

class Dice {
 public:
  explicit Dice(uint64_t seed) : state_(seed * 2654435761u + 1) {}
  uint64_t Below(uint64_t bound) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return (state_ >> 33) % bound;
  }

 private:
  uint64_t state_;
};

// What the operations of one history are about.
struct Kind {
  const char* name;
  std::vector<const char*> lines;
};
const Kind kKinds[] = {
    {"register", {"GET k", "SET k a", "SET k b", "GETSET k c", "SETNX k d", "DEL k", "EXISTS k"}},
    {"counter", {"INCRBY k 1", "INCRBY k 2", "GET k"}},
    {"append", {"APPEND k x", "APPEND k y", "STRLEN k", "GET k"}},
};

// A history that happened: each operation takes effect at a moment between its start and its end;
// versions, and the log's hints, are as a store would give them.
Operations Happen(const Kind& kind, Dice& dice) {
  struct Plan {
    uint64_t start, effect, end;
    std::string line;
  };
  std::vector<Plan> plans;
  const uint64_t count = 4 + dice.Below(4);
  for (uint64_t i = 0; i < count; ++i) {
    const uint64_t start = dice.Below(60) * 100 + 3 * i;
    const uint64_t length = 100 + dice.Below(12) * 100;
    plans.push_back({start, start + 1 + dice.Below(length), start + length + 1,
                     kind.lines[dice.Below(kind.lines.size())]});
  }
  std::sort(plans.begin(), plans.end(),
            [](const Plan& a, const Plan& b) { return a.effect < b.effect; });
  HistoryBuilder history;
  model::ObjectState state;
  uint64_t version = 0;
  for (const Plan& plan : plans) {
    const model::ObjectState before = state;
    const Reply reply = model::Evaluate(MakeCommand(plan.line), state).reply;
    const bool changed = !(state == before);
    if (changed) ++version;
    const bool answered = dice.Below(6) != 0;
    Operation& operation = answered ? history.Ok(plan.line, reply, {plan.start, plan.end}, version)
                                    : history.Unknown(plan.line, plan.start);
    if (changed) operation.effect_entry = EntryId(version);
  }
  return history.Build();
}

// Each changes something; false if it finds nothing to change.
using Mutate = std::function<bool(Operations&, Dice&)>;

Operation* Answered(Operations& operations, Dice& dice) {
  Operation& one = operations[dice.Below(operations.size())];
  return one.fate == Fate::kOk ? &one : nullptr;
}

bool Drop(Operations& operations, Dice& dice) {
  operations.erase(operations.begin() + static_cast<ptrdiff_t>(dice.Below(operations.size())));
  return true;
}
bool Duplicate(Operations& operations, Dice& dice) {
  const size_t at = dice.Below(operations.size());
  Operation copy = operations[at];
  copy.client = ClientId(99);
  ++copy.start;  // event numbers are unique
  if (copy.fate == Fate::kOk) ++copy.end;
  operations.insert(operations.begin() + static_cast<ptrdiff_t>(at) + 1, std::move(copy));
  return true;
}
bool SwapReplies(Operations& operations, Dice& dice) {
  Operation* a = Answered(operations, dice);
  Operation* b = Answered(operations, dice);
  if (a == nullptr || b == nullptr || a == b || a->replies == b->replies) return false;
  std::swap(a->replies, b->replies);
  return true;
}
bool AlterReply(Operations& operations, Dice& dice) {
  Operation* one = Answered(operations, dice);
  if (one == nullptr) return false;
  const Reply others[] = {Reply::Null(),     Reply::Ok(),       Reply::Bulk("a"),
                          Reply::Bulk("x"),  Reply::Integer(0), Reply::Integer(1),
                          Reply::Integer(2), Reply::Bulk("2")};
  const std::vector<Reply> before = std::exchange(one->replies, {others[dice.Below(8)]});
  return one->replies != before;
}
bool AlterVersion(Operations& operations, Dice& dice) {
  Operation* one = Answered(operations, dice);
  if (one == nullptr) return false;
  one->version = one->version.Next();
  return true;
}
bool SwapHints(Operations& operations, Dice& dice) {
  Operation& a = operations[dice.Below(operations.size())];
  Operation& b = operations[dice.Below(operations.size())];
  if (a.effect_entry == b.effect_entry) return false;
  std::swap(a.effect_entry, b.effect_entry);
  return true;
}
bool EndEarlier(Operations& operations, Dice& dice) {
  Operation* one = Answered(operations, dice);
  if (one == nullptr || one->end <= one->start + 2) return false;
  one->end = one->start + 1;
  return true;
}
bool StartLater(Operations& operations, Dice& dice) {
  Operation* one = Answered(operations, dice);
  if (one == nullptr || one->end <= one->start + 2) return false;
  one->start = one->end - 1;
  std::sort(operations.begin(), operations.end(),
            [](const Operation& a, const Operation& b) { return a.start < b.start; });
  return true;
}
bool CallItNotDone(Operations& operations, Dice& dice) {
  Operation& one = operations[dice.Below(operations.size())];
  one.fate = Fate::kNotDone;
  one.end = Operation::kNever;
  one.replies.clear();
  return true;
}
bool ForgetTheAnswer(Operations& operations, Dice& dice) {
  Operation* one = Answered(operations, dice);
  if (one == nullptr) return false;
  one->fate = Fate::kUnknown;
  one->end = Operation::kNever;
  one->replies.clear();
  return true;
}

// `rejects`, `accepts`: whether both verdicts have to be well represented.
struct Mutation {
  const char* name;
  Mutate mutate;
  bool rejects;
  bool accepts;
};
const Mutation kMutations[] = {
    {"nothing", [](Operations&, Dice&) { return true; }, false, true},
    {"drop", Drop, true, true},
    {"duplicate", Duplicate, true, true},
    {"swap replies", SwapReplies, true, true},
    {"alter a reply", AlterReply, true, true},
    {"alter a version", AlterVersion, false, true},
    {"swap hints", SwapHints, false, true},
    {"end earlier", EndEarlier, true, true},
    {"start later", StartLater, true, true},
    {"call it not done", CallItNotDone, true, true},
    {"forget the answer", ForgetTheAnswer, false, true},
};

std::string Text(const Operations& operations) {
  std::string text;
  for (const Operation& operation : operations) {
    text += ToString(operation) + " [" + std::to_string(operation.start) + ".." +
            std::to_string(operation.end) + "] entry " + ToString(operation.effect_entry) + "\n";
  }
  return text;
}

class MutatedHistories : public testing::TestWithParam<Mutation> {};

TEST_P(MutatedHistories, AreRejectedExactlyWhereTheNaiveTwinRejects) {
  const Mutation& mutation = GetParam();
  for (const Kind& kind : kKinds) {
    constexpr size_t kHistories = 2000;
    size_t accepted = 0, made = 0;
    for (uint64_t seed = 1; made < kHistories; ++seed) {
      Dice dice(seed);
      Operations operations = Happen(kind, dice);
      if (!mutation.mutate(operations, dice)) continue;
      ++made;
      const bool expected = LinearizableByBruteForce(operations);
      accepted += expected ? 1 : 0;
      CheckOptions options;
      options.always_search = seed % 2 == 0;
      const std::optional<std::string> violation = FindViolation(operations, options);
      ASSERT_EQ(violation.has_value(), !expected)
          << kind.name << " " << seed << "\n"
          << Text(operations) << violation.value_or("accepted");
    }
    const size_t few = kHistories / 50;
    EXPECT_GE(accepted, mutation.accepts ? few : 0) << kind.name;
    EXPECT_GE(kHistories - accepted, mutation.rejects ? few : 0) << kind.name;
    EXPECT_LE(kHistories - accepted, mutation.rejects ? kHistories : 0) << kind.name;
  }
}

INSTANTIATE_TEST_SUITE_P(All, MutatedHistories, testing::ValuesIn(kMutations),
                         [](const auto& mutation) {
                           std::string name = mutation.param.name;
                           std::erase(name, ' ');
                           return name;
                         });

}  // namespace
}  // namespace paxosstore::sim
