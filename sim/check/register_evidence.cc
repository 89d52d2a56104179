#include "sim/check/register_evidence.h"

#include <algorithm>
#include <deque>
#include <utility>

#include "sim/check/chain_monitor.h"
#include "sim/check/register_steps.h"
#include "sim/check/search.h"

namespace paxosstore::sim {
namespace {

using Operations = std::vector<RegisterOperation>;

bool Looks(const RegisterOperation& operation) {
  return operation.verb == RegisterVerb::kRead || operation.refused;
}

// What had been seen by `end`. Of what was open then, the rest of the history tells which had no
// effect: they may go.
Operations Prefix(Operations operations, uint64_t end) {
  std::erase_if(operations, [end](const RegisterOperation& operation) {
    return operation.span.start > end || (operation.span.end > end && Looks(operation));
  });
  for (RegisterOperation& operation : operations) {
    if (operation.span.end > end) operation.span.end = Span::kNever;
  }
  return operations;
}

// What came after `cut`. Of what was open then it is not asked whether it had been done.
Operations Suffix(Operations operations, uint64_t cut) {
  std::erase_if(operations, [cut](const RegisterOperation& operation) {
    return operation.span.end <= cut || (operation.span.start <= cut && Looks(operation));
  });
  for (RegisterOperation& operation : operations) {
    if (operation.span.start <= cut) operation.span.end = Span::kNever;
  }
  return operations;
}

bool Sees(const RegisterOperation& operation, ValueId value) {
  switch (operation.verb) {
    case RegisterVerb::kRead:
      return operation.seen == value;
    case RegisterVerb::kCas:
      return operation.refused || operation.expected == value;
    case RegisterVerb::kAppend:
      return true;
    case RegisterVerb::kWrite:
      break;
  }
  return false;
}

// A true history stays one without some of its operations if none that stays could see that they
// are gone. Makes it so, of those to be left out (`out`, by operation): by letting stay what is
// seen, or by leaving out those that see it as well.
enum class Mend : uint8_t { kLetStay, kLeaveOut };
void MakeUnseen(const Operations& operations, Mend mend, std::vector<bool>* out) {
  for (bool more = true; more;) {
    more = false;
    for (size_t gone = 0; gone < operations.size(); ++gone) {
      if (Looks(operations[gone])) continue;
      for (size_t i = 0; i < operations.size() && (*out)[gone]; ++i) {
        if ((*out)[i] || !Sees(operations[i], operations[gone].argument)) continue;
        (*out)[mend == Mend::kLetStay ? gone : i] = mend == Mend::kLeaveOut;
        more = true;
      }
    }
  }
}

// What may have stood in the register after an event.
struct Moment {
  uint64_t event;
  std::vector<ValueId> held;
};

class EvidenceSearch {
 public:
  EvidenceSearch(Values* values, uint64_t budget) : values_(values), budget_(budget) {}

  RegisterEvidence Find(const Operations& operations);

 private:
  bool IsWrong(const Operations& operations, const std::vector<ValueId>& before);
  std::vector<Moment> LastMoments(const Operations& operations);
  bool CutBefore(const Operations& operations, const std::vector<Moment>& moments);
  bool TryCut(const Operations& operations, const Moment& moment);
  bool TryWithout(size_t begin, size_t end, Mend mend);
  size_t Culprit() const;
  void LeaveOut();

  Values* const values_;
  uint64_t budget_;
  size_t width_ = 0;
  RegisterEvidence found_;
};

// To be wrong beyond doubt, at the width that has shown it once.
bool EvidenceSearch::IsWrong(const Operations& operations, const std::vector<ValueId>& before) {
  RegisterSteps steps(operations, values_);
  const SweepResult result = Sweep(steps, {.budget = budget_, .width = width_, .first = before});
  budget_ -= result.spent;
  return result.verdict == Verdict::kViolation;
}

std::vector<Moment> EvidenceSearch::LastMoments(const Operations& operations) {
  constexpr size_t kMomentsMax = 4096;
  std::deque<Moment> moments;
  RegisterSteps steps(operations, values_);
  const auto watch = [&](uint64_t event, const std::vector<Standing>& standings) {
    Moment& moment = moments.emplace_back(Moment{event, {}});
    for (const Standing& standing : standings) moment.held.push_back(standing.state);
    std::sort(moment.held.begin(), moment.held.end());
    moment.held.erase(std::unique(moment.held.begin(), moment.held.end()), moment.held.end());
    if (moments.size() > kMomentsMax) moments.pop_front();
  };
  const SweepResult result = Sweep(steps, {.budget = budget_, .width = width_, .watch = watch});
  budget_ -= result.spent;
  return {moments.begin(), moments.end()};
}

bool EvidenceSearch::TryCut(const Operations& operations, const Moment& moment) {
  Operations rest = Suffix(operations, moment.event);
  if (!IsWrong(rest, moment.held)) return false;
  found_.guilty = std::move(rest);
  found_.before = moment.held;
  return true;
}

// Whether what the operation wants was possible then: what follows tells how it was lost.
bool WasPossible(const RegisterOperation& operation, const Moment& moment) {
  const auto fits = [&](ValueId held) {
    if (operation.refused) return held != operation.expected;
    return held == (operation.verb == RegisterVerb::kRead ? operation.seen : operation.expected);
  };
  return std::any_of(moment.held.begin(), moment.held.end(), fits);
}

// As late as possible: twice as far back until it is wrong, then halving.
bool EvidenceSearch::CutBefore(const Operations& operations, const std::vector<Moment>& moments) {
  const auto moment = [&](size_t back) -> const Moment& { return moments[moments.size() - back]; };
  size_t right = 0, wrong = 1;
  while (wrong <= moments.size() && !TryCut(operations, moment(wrong))) {
    right = wrong;
    wrong *= 2;
  }
  if (wrong > moments.size()) return false;
  while (wrong - right > 1) {
    const size_t middle = right + (wrong - right) / 2;
    (TryCut(operations, moment(middle)) ? wrong : right) = middle;
  }
  return true;
}

bool EvidenceSearch::TryWithout(size_t begin, size_t end, Mend mend) {
  std::vector<bool> out(found_.guilty.size());
  std::fill(out.begin() + static_cast<ptrdiff_t>(begin), out.begin() + static_cast<ptrdiff_t>(end),
            true);
  out[Culprit()] = false;
  MakeUnseen(found_.guilty, mend, &out);
  if (out[Culprit()]) return false;
  Operations rest;
  for (size_t i = 0; i < out.size(); ++i) {
    if (!out[i]) rest.push_back(found_.guilty[i]);
  }
  if (rest.size() == out.size() || !IsWrong(rest, found_.before)) return false;
  found_.guilty = std::move(rest);
  return true;
}

// The last that has ended.
size_t EvidenceSearch::Culprit() const {
  size_t last = 0;
  for (size_t i = 0; i < found_.guilty.size(); ++i) {
    const uint64_t end = found_.guilty[i].span.end;
    const bool later = found_.guilty[last].span.end < end || !found_.guilty[last].span.answered();
    if (end != Span::kNever && later) last = i;
  }
  return last;
}

void EvidenceSearch::LeaveOut() {
  for (size_t piece = std::max<size_t>(found_.guilty.size(), 1); budget_ > 0;) {
    bool smaller = false;
    for (size_t end = found_.guilty.size(); end > 0 && budget_ > 0;) {
      const size_t begin = end - std::min(piece, end);
      for (const Mend mend : {Mend::kLetStay, Mend::kLeaveOut}) {
        if (begin >= found_.guilty.size()) break;
        const size_t last = std::min(end, found_.guilty.size());
        smaller = TryWithout(begin, last, mend) || smaller;
      }
      end = begin;
    }
    if (piece == 1 && !smaller) return;
    piece = std::max<size_t>(piece / 2, 1);
  }
}

RegisterEvidence EvidenceSearch::Find(const Operations& operations) {
  RegisterSteps steps(operations, values_);
  const SearchResult result = SearchLinearization(steps, budget_);
  if (result.verdict != Verdict::kViolation) return {};
  width_ = result.width;
  found_.guilty = Prefix(operations, operations[result.culprit].span.end);
  if (!IsWrong(found_.guilty, {kAbsent})) {  // joined where it should not have been
    found_.guilty = operations;
  }
  found_.before = {kAbsent};
  const Operations prefix = found_.guilty;
  const RegisterOperation culprit = prefix[Culprit()];
  const std::vector<Moment> moments = LastMoments(prefix);
  std::vector<Moment> possible;
  for (const Moment& moment : moments) {
    if (WasPossible(culprit, moment)) possible.push_back(moment);
  }
  if (!CutBefore(prefix, possible)) CutBefore(prefix, moments);
  LeaveOut();
  return std::move(found_);
}

}  // namespace

RegisterEvidence FindEvidence(const std::vector<RegisterOperation>& operations, Values* values,
                              uint64_t budget) {
  MonitorVerdict quick = MonitorChains(operations, *values);
  if (quick.verdict == Verdict::kViolation) {
    return {std::move(quick.guilty), {kAbsent}, std::move(quick.why)};
  }
  return EvidenceSearch(values, budget).Find(operations);
}

Evidence InWords(const RegisterEvidence& evidence, const Values& values) {
  std::string before;
  if (evidence.before != std::vector<ValueId>{kAbsent}) {
    for (const ValueId value : evidence.before) {
      before += (before.empty() ? "" : " or ") + values.Shown(value);
    }
  }
  return {evidence.why, before, BarsOf(evidence.guilty, values)};
}

}  // namespace paxosstore::sim
