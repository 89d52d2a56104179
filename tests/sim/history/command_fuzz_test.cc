// The search on little histories of all commands that the store has, several in one operation too,
// against the judge that tries every order.
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "core/model/command_table.h"
#include "sim/history/linearizability.h"
#include "sim/sim_random.h"
#include "tests/sim/history/brute_force.h"
#include "tests/sim/history/history_builder.h"

namespace paxosstore::sim {
namespace {

using model::Reply;

// Each command in the forms that matter; k and j are keys of one object.
const std::map<std::string_view, std::vector<std::string>> kForms = {
    {"append", {"APPEND k 1", "APPEND j x"}},
    {"decr", {"DECR k"}},
    {"decrby", {"DECRBY k 2"}},
    {"del", {"DEL k", "DEL k j"}},
    {"exists", {"EXISTS k", "EXISTS k j k"}},
    {"expire", {"EXPIRE k 100", "EXPIRE k 0", "EXPIRE k 50 GT"}},
    {"expireat", {"EXPIREAT k 200", "EXPIREAT k 100 NX"}},
    {"expiretime", {"EXPIRETIME k"}},
    {"get", {"GET k", "GET j"}},
    {"getdel", {"GETDEL k"}},
    {"getex", {"GETEX k", "GETEX k PERSIST", "GETEX k EX 70"}},
    {"getrange", {"GETRANGE k 0 0"}},
    {"getset", {"GETSET k 7", "GETSET k a"}},
    {"incr", {"INCR k"}},
    {"incrby", {"INCRBY k 3"}},
    {"incrbyfloat", {"INCRBYFLOAT k 0.5"}},
    {"mget", {"MGET k j"}},
    {"mset", {"MSET k 1 j 2", "MSET j a k b"}},
    {"persist", {"PERSIST k"}},
    {"pexpire", {"PEXPIRE k 1500"}},
    {"pexpireat", {"PEXPIREAT k 2500 LT"}},
    {"pexpiretime", {"PEXPIRETIME k"}},
    {"psetex", {"PSETEX k 900 p"}},
    {"pttl", {"PTTL k"}},
    {"set",
     {"SET k a", "SET k 1", "SET k b NX", "SET k c XX GET", "SET k d EX 9", "SET j 3 KEEPTTL"}},
    {"setex", {"SETEX k 60 s"}},
    {"setnx", {"SETNX k n"}},
    {"setrange", {"SETRANGE k 1 z"}},
    {"strlen", {"STRLEN k"}},
    {"substr", {"SUBSTR k 0 1"}},
    {"touch", {"TOUCH k j"}},
    {"ttl", {"TTL k"}},
    {"type", {"TYPE k"}},
    {"unlink", {"UNLINK k"}},
};

// Whole operations that happen one after the other, each at some moment of its span; some have no
// answer, of which some did nothing, and some certainly were not done.
class Drawing {
 public:
  explicit Drawing(uint64_t seed) : random_(SubSeed(seed, "commands"), nullptr) {
    // A few commands a history: only then do they meet.
    for (int i = 0; i < 3; ++i) lines_.push_back(AnyLine());
    lines_.push_back("GET k");
    lines_.push_back(random_.Below(2) == 0 ? "SET k 1" : "SET k a");
  }

  std::vector<Operation> Draw() {
    struct Plan {
      uint64_t start, effect, end;
    };
    std::vector<Plan> plans;
    const uint64_t count = 2 + random_.Below(6);
    for (uint64_t i = 0; i < count; ++i) {
      const uint64_t start = random_.Below(40) * 1000 + 3 * i;
      const uint64_t length = 100 + random_.Below(12) * 1000;
      plans.push_back({start, start + 1 + random_.Below(length), start + length + 1});
    }
    std::sort(plans.begin(), plans.end(),
              [](const Plan& a, const Plan& b) { return a.effect < b.effect; });
    for (const Plan& plan : plans) Add(plan.start, plan.end);
    std::sort(operations_.begin(), operations_.end(),
              [](const Operation& a, const Operation& b) { return a.start < b.start; });
    if (random_.Below(3) != 0) Damage();
    if (random_.Below(3) == 0) Damage();
    return std::move(operations_);
  }

 private:
  std::string AnyLine() {
    auto form = kForms.begin();
    std::advance(form, static_cast<ptrdiff_t>(random_.Below(kForms.size())));
    return form->second[random_.Below(form->second.size())];
  }

  void Add(uint64_t start, uint64_t end) {
    Operation operation;
    operation.client = ClientId(operations_.size());
    operation.sequence = 1;
    operation.start = start;
    const uint64_t commands = random_.Below(4) == 0 ? 2 + random_.Below(2) : 1;
    for (uint64_t i = 0; i < commands; ++i) {
      operation.commands.push_back(MakeCommand(lines_[random_.Below(lines_.size())]));
    }
    const uint64_t fate = random_.Below(8);
    if (fate == 0) operation.fate = Fate::kNotDone;
    if (fate >= 2) operation.fate = Fate::kOk;
    const bool done = fate >= 2 || (fate == 1 && random_.Below(2) == 0);
    for (const model::Command& command : operation.commands) {
      if (!done) break;
      Reply reply = model::Evaluate(command, state_).reply;
      if (operation.fate == Fate::kOk) operation.replies.push_back(std::move(reply));
    }
    if (operation.fate == Fate::kOk) operation.end = end;
    operations_.push_back(std::move(operation));
  }

  // One reply becomes that of another operation, or one span shrinks.
  void Damage() {
    Operation& one = operations_[random_.Below(operations_.size())];
    if (one.fate != Fate::kOk) return;
    if (random_.Below(4) == 0) {
      one.end = one.start + 1;
      return;
    }
    const Operation& other = operations_[random_.Below(operations_.size())];
    if (other.fate != Fate::kOk) return;
    one.replies[random_.Below(one.replies.size())] =
        other.replies[random_.Below(other.replies.size())];
  }

  RandomStream random_;
  std::vector<std::string> lines_;
  model::ObjectState state_;
  std::vector<Operation> operations_;
};

std::string Text(const std::vector<Operation>& operations) {
  std::string text;
  for (const Operation& operation : operations) {
    text += ToString(operation) + " events " + std::to_string(operation.start) + ".." +
            (operation.fate == Fate::kOk ? std::to_string(operation.end) : "") + "\n";
  }
  return text;
}

bool Disagree(const std::vector<Operation>& operations) {
  const Verdict verdict = SearchHistory(operations, 10'000'000).verdict;
  return verdict !=
         (LinearizableByBruteForce(operations) ? Verdict::kLinearizable : Verdict::kViolation);
}

// Without all that the disagreement does not need.
std::vector<Operation> MakeSmall(std::vector<Operation> operations) {
  for (size_t i = 0; i < operations.size();) {
    std::vector<Operation> fewer = operations;
    fewer.erase(fewer.begin() + static_cast<ptrdiff_t>(i));
    const bool smaller = Disagree(fewer);
    if (smaller) operations = std::move(fewer);
    i = smaller ? 0 : i + 1;
  }
  return operations;
}

// What the histories of one verdict held.
struct Held {
  uint64_t histories = 0, several = 0, unknown = 0, not_done = 0;
  std::set<std::string_view> answered, unanswered;  // names of commands

  void Add(const std::vector<Operation>& operations) {
    ++histories;
    for (const Operation& operation : operations) {
      several += operation.commands.size() > 1 ? 1 : 0;
      unknown += operation.fate == Fate::kUnknown ? 1 : 0;
      not_done += operation.fate == Fate::kNotDone ? 1 : 0;
      for (const model::Command& command : operation.commands) {
        if (operation.fate == Fate::kOk) answered.insert(command.spec->name);
        if (operation.fate == Fate::kUnknown) unanswered.insert(command.spec->name);
      }
    }
  }
};

TEST(CommandFuzz, TheSearchSaysOfEveryCommandWhatTryingAllOrdersSays) {
  constexpr uint64_t kHistories = 20'000;
  std::map<bool, Held> held;
  for (uint64_t seed = 1; seed <= kHistories; ++seed) {
    const std::vector<Operation> operations = Drawing(seed).Draw();
    if (Disagree(operations)) {
      const std::vector<Operation> small = MakeSmall(operations);
      FAIL() << "seed " << seed << ": trying all orders says "
             << (LinearizableByBruteForce(small) ? "linearizable" : "violation")
             << ", the search does not\n"
             << Text(small);
    }
    held[LinearizableByBruteForce(operations)].Add(operations);
  }
  for (const auto& [linearizable, those] : held) {
    EXPECT_GE(those.histories, kHistories * 15 / 100) << linearizable;
    EXPECT_GE(those.several, 1000u) << linearizable;
    EXPECT_GE(those.unknown, 1000u) << linearizable;
    EXPECT_GE(those.not_done, 1000u) << linearizable;
    EXPECT_EQ(those.answered.size(), kForms.size()) << linearizable;
    EXPECT_EQ(those.unanswered.size(), kForms.size()) << linearizable;
  }
}

// A command that joins the table has to join the fuzzing.
TEST(CommandFuzz, HasAFormOfEveryCommandOfTheStore) {
  for (const model::CommandSpec& spec : model::AllCommands()) {
    ASSERT_TRUE(kForms.contains(spec.name)) << spec.name;
    for (const std::string& line : kForms.at(spec.name)) {
      EXPECT_EQ(MakeCommand(line).spec, &spec) << line;
    }
  }
  EXPECT_EQ(kForms.size(), model::AllCommands().size());
}

}  // namespace
}  // namespace paxosstore::sim
