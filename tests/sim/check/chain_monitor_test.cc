#include "sim/check/chain_monitor.h"

#include <gtest/gtest.h>

#include <map>

#include "sim/check/drawing.h"
#include "sim/check/register_check.h"
#include "sim/check/register_steps.h"
#include "sim/sim_random.h"

namespace paxosstore::sim {
namespace {

struct Made {
  Values values{"nil"};
  std::vector<RegisterOperation> operations;
};

// A history of clients that use one register, with an answer changed now and then.
class Maker {
 public:
  Maker(uint64_t seed, bool appends, bool unique)
      : random_(seed, nullptr),
        appends_(appends),
        unique_(unique),
        made_{Values(appends ? "" : "nil"), {}} {}

  Made Make() {
    const uint32_t operations = static_cast<uint32_t>(3 + random_.Below(8));
    const uint32_t clients = static_cast<uint32_t>(1 + random_.Below(5));
    std::vector<std::optional<uint32_t>> open(clients);
    std::vector<bool> done;
    for (uint32_t begun = 0; begun < operations || Any(open);) {
      const size_t client = random_.Below(clients);
      if (!open[client].has_value()) {
        if (begun == operations) continue;
        open[client] = begun++;
        Begin(client);
        done.push_back(false);
        continue;
      }
      const uint32_t which = *open[client];
      if (!done[which] && random_.Below(12) != 0) Apply(which);
      done[which] = true;
      if (random_.Below(2) == 0) continue;
      if (random_.Below(8) != 0) made_.operations[which].span.end = ++events_;
      open[client].reset();
    }
    std::erase_if(made_.operations, [](const RegisterOperation& o) {
      return !o.span.answered() && o.verb == RegisterVerb::kRead;
    });
    for (RegisterOperation& o : made_.operations) {
      if (!o.span.answered()) o.refused = false;
    }
    if (random_.Below(2) == 0) Spoil();
    return std::move(made_);
  }

 private:
  static bool Any(const std::vector<std::optional<uint32_t>>& open) {
    return std::any_of(open.begin(), open.end(), [](const auto& o) { return o.has_value(); });
  }

  ValueId NewValue() {
    const uint64_t number = unique_ ? ++written_ : random_.Below(3);
    return made_.values.Number("v" + std::to_string(number) + ";");
  }

  void Begin(size_t client) {
    RegisterOperation operation;
    operation.process = std::to_string(client);
    operation.span.start = ++events_;
    const uint64_t kind = random_.Below(4);
    if (kind == 0) operation.verb = RegisterVerb::kWrite;
    if (kind == 1) operation.verb = appends_ ? RegisterVerb::kAppend : RegisterVerb::kCas;
    if (kind <= 1) operation.argument = NewValue();
    if (operation.verb == RegisterVerb::kCas) {
      operation.expected = random_.Below(3) == 0 ? kAbsent : state_;
    }
    made_.operations.push_back(operation);
  }

  void Apply(uint32_t which) {
    RegisterOperation& o = made_.operations[which];
    if (o.verb == RegisterVerb::kRead) o.seen = state_;
    if (o.verb == RegisterVerb::kWrite) state_ = o.argument;
    if (o.verb == RegisterVerb::kAppend) {
      state_ = made_.values.Number(made_.values.Text(state_) + made_.values.Text(o.argument));
    }
    if (o.verb == RegisterVerb::kCas) {
      o.refused = state_ != o.expected;
      if (!o.refused) state_ = o.argument;
    }
  }

  // Another value seen, or other times.
  void Spoil() {
    if (made_.operations.empty()) return;
    RegisterOperation& one = made_.operations[random_.Below(made_.operations.size())];
    const RegisterOperation& other = made_.operations[random_.Below(made_.operations.size())];
    if (one.verb == RegisterVerb::kRead) {
      one.seen = other.verb == RegisterVerb::kRead ? other.seen : other.argument;
    } else if (one.verb == RegisterVerb::kCas && one.span.answered()) {
      one.refused = !one.refused;
    }
  }

  RandomStream random_;
  const bool appends_, unique_;
  Made made_;
  ValueId state_ = kAbsent;
  uint64_t events_ = 0, written_ = 0;
};

// Two ways to decide, which share nothing but the question.
TEST(ChainMonitor, SaysWhatTheSearchSays) {
  std::map<std::pair<Verdict, Verdict>, uint64_t> counts;
  for (uint64_t seed = 1; seed <= 60'000; ++seed) {
    const bool appends = seed % 2 == 0, unique = seed % 5 != 0;
    Made made = Maker(seed, appends, unique).Make();
    const MonitorVerdict quick = MonitorChains(made.operations, made.values);
    RegisterSteps steps(made.operations, &made.values);
    const Verdict exact = SearchLinearization(steps, 1'000'000).verdict;
    ASSERT_NE(exact, Verdict::kUndecided);
    ++counts[{quick.verdict, exact}];
    if (quick.verdict == Verdict::kUndecided) continue;
    ASSERT_EQ(quick.verdict, exact) << "seed " << seed << " " << quick.why << "\n"
                                    << DrawTimeLine(made.operations, made.values);
  }
  const uint64_t right = counts[{Verdict::kLinearizable, Verdict::kLinearizable}];
  const uint64_t wrong = counts[{Verdict::kViolation, Verdict::kViolation}];
  EXPECT_GT(right, 9000u);
  EXPECT_GT(wrong, 9000u);
  // What it has to leave to the search is the smaller part.
  EXPECT_LT((counts[{Verdict::kUndecided, Verdict::kViolation}]), wrong);
}

// What each contradiction looks like at its smallest, and its name. `seen`: of a compare-and-set
// what it expected.
struct Step {
  RegisterVerb verb;
  const char* argument;
  const char* seen;
  Span span;
};

MonitorVerdict Monitored(const std::vector<Step>& steps) {
  Values values("");
  std::vector<RegisterOperation> operations;
  for (const Step& step : steps) {
    RegisterOperation& operation = operations.emplace_back();
    operation.verb = step.verb;
    operation.argument = values.Number(step.argument);
    ValueId& seen = step.verb == RegisterVerb::kCas ? operation.expected : operation.seen;
    seen = values.Number(step.seen);
    operation.span = step.span;
  }
  return MonitorChains(operations, values);
}

constexpr RegisterVerb kRead = RegisterVerb::kRead;
constexpr RegisterVerb kWrite = RegisterVerb::kWrite;
constexpr RegisterVerb kAppend = RegisterVerb::kAppend;
constexpr RegisterVerb kCas = RegisterVerb::kCas;

TEST(ChainMonitor, TellsEachContradictionByItsName) {
  const std::vector<std::pair<const char*, std::vector<Step>>> cases = {
      {"nobody has written what it saw", {{kRead, "", "1", {1, 2}}}},
      {"nobody has written a part of what it saw",
       {{kAppend, "a", "", {1, 2}}, {kRead, "", "ab", {3, 4}}}},
      {"something stands before what was written",
       {{kWrite, "x", "", {1, 4}}, {kAppend, "y", "", {2, 3}}, {kRead, "", "yx", {5, 6}}}},
      {"two values came right before one",
       {{kWrite, "a", "", {1, 10}},
        {kWrite, "b", "", {2, 11}},
        {kAppend, "c", "", {3, 12}},
        {kRead, "", "ac", {4, 13}},
        {kRead, "", "bc", {5, 14}}}},
      {"two values came right after one",
       {{kAppend, "a", "", {1, 10}},
        {kAppend, "b", "", {2, 11}},
        {kAppend, "c", "", {3, 12}},
        {kRead, "", "ab", {4, 13}},
        {kRead, "", "ac", {5, 14}}}},
      {"each of two values came right after the other",
       {{kCas, "1", "2", {1, 3}}, {kCas, "2", "1", {2, 4}}}},
      {"what came first, by what was seen, began after the other had ended",
       {{kAppend, "b", "", {1, 2}}, {kAppend, "a", "", {3, 4}}, {kRead, "", "ab", {5, 6}}}},
      {"it saw the register as never written, after something was",
       {{kWrite, "1", "", {1, 2}}, {kRead, "", "", {3, 4}}}},
      {"each of two values has to be older than the other",
       {{kWrite, "1", "", {1, 3}},
        {kWrite, "2", "", {2, 4}},
        {kRead, "", "1", {5, 6}},
        {kRead, "", "2", {7, 8}},
        {kRead, "", "1", {9, 10}}}},
  };
  for (const auto& [why, steps] : cases) {
    const MonitorVerdict found = Monitored(steps);
    EXPECT_EQ(found.verdict, Verdict::kViolation) << why;
    EXPECT_EQ(found.why, why);
    EXPECT_LE(found.guilty.size(), 5u) << why;
  }
}

TEST(ChainMonitor, LeavesAppendsBesideCompareAndSetToTheSearch) {
  Values values("");
  RegisterOperation append, cas;
  append.verb = RegisterVerb::kAppend;
  append.argument = values.Number("a");
  append.span = {1, 2};
  cas.verb = RegisterVerb::kCas;
  cas.expected = append.argument;
  cas.argument = values.Number("b");
  cas.span = {3, 4};
  EXPECT_EQ(MonitorChains({append, cas}, values).verdict, Verdict::kUndecided);
}

}  // namespace
}  // namespace paxosstore::sim
