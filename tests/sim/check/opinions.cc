#include "tests/sim/check/opinions.h"

#include <algorithm>
#include <utility>

#include "sim/check/chain_monitor.h"
#include "sim/check/register_steps.h"
#include "tests/sim/check/drawn_history.h"
#include "tests/sim/check/permutation_oracle.h"

namespace paxosstore::sim {
namespace {

bool Contradicts(const Layer& layer, const Operations& operations, Values* values, bool truth) {
  const Verdict verdict = layer.decide(operations, values);
  if (verdict == Verdict::kUndecided) return !layer.may_be_undecided;
  return (verdict == Verdict::kLinearizable) != truth;
}

}  // namespace

Layer MonitorLayer() {
  return {"chain monitor",
          [](const Operations& operations, Values* values) {
            return MonitorChains(operations, *values).verdict;
          },
          true};
}

Layer SearchLayer(uint64_t budget) {
  return {"search", [budget](const Operations& operations, Values* values) {
            RegisterSteps steps(operations, values);
            return SearchLinearization(steps, budget).verdict;
          }};
}

Layer NarrowSweep(Excess excess, size_t width) {
  return {(excess == Excess::kJoin ? "joining sweep of width " : "dropping sweep of width ") +
              std::to_string(width),
          [=](const Operations& operations, Values* values) {
            RegisterSteps steps(operations, values);
            return Sweep(steps, {.budget = 1'000'000, .width = width, .excess = excess}).verdict;
          },
          true};
}

Layer WholeChecker(uint64_t budget) {
  return {"CheckRegister", [budget](const Operations& operations, Values* values) {
            return CheckRegister(operations, values, budget).verdict;
          }};
}

std::string NameOf(Verdict verdict) {
  switch (verdict) {
    case Verdict::kLinearizable:
      return "linearizable";
    case Verdict::kViolation:
      return "violation";
    case Verdict::kUndecided:
      break;
  }
  return "undecided";
}

bool Disagree(const std::vector<Layer>& layers, const Operations& operations, Values* values) {
  const bool truth = SomeOrderExplains(operations, *values);
  return std::any_of(layers.begin(), layers.end(), [&](const Layer& layer) {
    return Contradicts(layer, operations, values, truth);
  });
}

Disagreement MakeSmall(const std::vector<Layer>& layers, Operations operations, Values* values) {
  for (size_t i = 0; i < operations.size();) {
    Operations fewer = operations;
    fewer.erase(fewer.begin() + static_cast<ptrdiff_t>(i));
    if (!Disagree(layers, fewer, values)) {
      ++i;
      continue;
    }
    operations = std::move(fewer);
    i = 0;
  }
  const bool truth = SomeOrderExplains(operations, *values);
  std::string text = HistoryText(operations, *values) + "every order tried: " +
                     NameOf(truth ? Verdict::kLinearizable : Verdict::kViolation) + "\n";
  for (const Layer& layer : layers) {
    text += layer.name + ": " + NameOf(layer.decide(operations, values)) + "\n";
  }
  return {std::move(operations), std::move(text)};
}

}  // namespace paxosstore::sim
