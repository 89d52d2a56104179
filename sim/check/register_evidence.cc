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

// Whether somebody could tell that `gone` is missing.
bool Misses(const RegisterOperation& operation, const RegisterOperation& gone) {
  if (gone.verb == RegisterVerb::kAppend) return operation.verb != RegisterVerb::kWrite;
  switch (operation.verb) {
    case RegisterVerb::kRead:
      return operation.seen == gone.argument;
    case RegisterVerb::kCas:
      return operation.refused || operation.expected == gone.argument;
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
        if ((*out)[i] || !Misses(operations[i], operations[gone])) continue;
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
  // What the monitor has found, with those who show that it happened and how one value led to
  // another; as it was if they are too many.
  RegisterEvidence Complete(const Operations& all, MonitorVerdict found);

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
  const std::vector<ValueId> first = before.empty() ? std::vector<ValueId>{kAbsent} : before;
  RegisterSteps steps(operations, values_);
  const SweepResult result = Sweep(steps, {.budget = budget_, .width = width_, .first = first});
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

// As late as possible: step by step, for what is open at a cut may hide it, and then twice as far
// back each time.
bool EvidenceSearch::CutBefore(const Operations& operations, const std::vector<Moment>& moments) {
  constexpr size_t kSteps = 64;
  for (size_t back = 1; back <= moments.size(); back < kSteps ? ++back : back *= 2) {
    if (TryCut(operations, moments[moments.size() - back])) return true;
  }
  return false;
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
  if (!IsWrong(found_.guilty, {})) {  // joined where it should not have been
    found_.guilty = operations;
  }
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

// Whether the operation could have been told apart by that text.
bool ShowsIn(const RegisterOperation& operation, const std::string& text, const Values& values) {
  const std::string& own = values.Text(operation.argument);
  return !Looks(operation) &&
         (operation.verb == RegisterVerb::kCas ? text == own : text.find(own) != std::string::npos);
}

const std::string* SeenText(const RegisterOperation& operation, const Values& values) {
  if (operation.verb == RegisterVerb::kCas) return &values.Text(operation.expected);
  const bool saw = operation.verb == RegisterVerb::kRead && operation.span.answered();
  return saw ? &values.Text(operation.seen) : nullptr;
}

// Who wrote what the guilty saw, and who saw what the guilty without an answer wrote.
RegisterEvidence EvidenceSearch::Complete(const Operations& all, MonitorVerdict found) {
  constexpr size_t kGuiltyMax = 16;  // to be made fewer
  constexpr size_t kShownMax = 8;    // more explain less than the two that contradict each other
  constexpr size_t kWidth = 1000;
  const Operations operations = Prefix(all, found.until - 1);
  const RegisterEvidence as_it_was = {found.guilty, {}, found.why};
  std::vector<bool> in(operations.size());
  std::vector<uint32_t> guilty;
  const auto add = [&](uint32_t i) {
    if (!in[i]) guilty.push_back(i);
    in[i] = true;
  };
  for (uint32_t i = 0; i < operations.size(); ++i) {
    const auto same = [&](const RegisterOperation& other) {
      return other.span.start == operations[i].span.start;
    };
    if (std::any_of(found.guilty.begin(), found.guilty.end(), same)) add(i);
  }
  for (size_t at = 0; at < guilty.size(); ++at) {
    const RegisterOperation& one = operations[guilty[at]];
    const std::string* saw = SeenText(one, *values_);
    const bool follows = one.verb == RegisterVerb::kAppend;  // what, its first reader tells
    bool told = one.span.answered() && !follows;
    for (uint32_t i = 0; i < operations.size() && guilty.size() <= kGuiltyMax; ++i) {
      const std::string* seen = SeenText(operations[i], *values_);
      if (saw != nullptr && ShowsIn(operations[i], *saw, *values_)) add(i);
      if (told || seen == nullptr || !ShowsIn(one, *seen, *values_)) continue;
      add(i);
      told = follows;
    }
    if (guilty.size() > kGuiltyMax) return as_it_was;
  }
  width_ = kWidth;
  found_ = {{}, {}, std::move(found.why)};
  for (uint32_t i = 0; i < operations.size(); ++i) {
    if (in[i]) found_.guilty.push_back(operations[i]);
  }
  if (!IsWrong(found_.guilty, found_.before)) return as_it_was;
  LeaveOut();
  return found_.guilty.size() <= kShownMax ? std::move(found_) : as_it_was;
}

}  // namespace

RegisterEvidence FindEvidence(const std::vector<RegisterOperation>& operations, Values* values,
                              uint64_t budget) {
  MonitorVerdict quick = MonitorChains(operations, *values);
  if (quick.verdict == Verdict::kViolation) {
    return EvidenceSearch(values, budget).Complete(operations, std::move(quick));
  }
  return EvidenceSearch(values, budget).Find(operations);
}

Evidence InWords(const RegisterEvidence& evidence, const Values& values) {
  std::string before;
  for (const ValueId value : evidence.before) {
    before += (before.empty() ? "" : " or ") + values.Shown(value);
  }
  return {evidence.why, before, BarsOf(evidence.guilty, values)};
}

}  // namespace paxosstore::sim
