#include "sim/check/wrong_part.h"

#include <algorithm>
#include <deque>
#include <utility>

#include "sim/check/search.h"

namespace paxosstore::sim {
namespace {

// Up to so many operations one looks through.
constexpr size_t kReadable = 6;

using Piece = WrongPart::Piece;
using Pieces = std::vector<Piece>;

// A part of a history as a history.
class PartSteps : public Steps {
 public:
  PartSteps(Steps& whole, const Pieces& pieces) : whole_(whole), pieces_(pieces) {}

  uint32_t operations() const override { return static_cast<uint32_t>(pieces_.size()); }
  Span SpanOf(uint32_t i) const override { return pieces_[i].span; }
  StepTraits TraitsOf(uint32_t i) const override { return whole_.TraitsOf(pieces_[i].operation); }
  StateId After(StateId from, uint32_t i) override {
    return whole_.After(from, pieces_[i].operation);
  }

 private:
  Steps& whole_;
  const Pieces& pieces_;
};

// What may have stood there after an event.
struct Moment {
  uint64_t event;
  std::vector<Steps::StateId> held;
};

// A true history stays one without some of its operations if none that stays could see that they
// are gone: either what is seen has to stay, or those that see it have to go as well.
enum class Mend : uint8_t { kLetStay, kLeaveOut };

class Finder {
 public:
  Finder(Steps& steps, uint64_t budget) : steps_(steps), budget_(budget) {}

  WrongPart Find();
  WrongPart Shrink(WrongPart part);

 private:
  Pieces Prefix(uint64_t end) const;
  Pieces Suffix(Pieces pieces, uint64_t cut) const;
  bool Looks(const Piece& piece) const { return !steps_.TraitsOf(piece.operation).writes; }
  bool Misses(const Piece& piece, const Piece& gone) const;
  void MakeUnseen(Mend mend, std::vector<bool>* out) const;
  bool IsWrong(const Pieces& pieces, const std::vector<Steps::StateId>& before);
  std::vector<Moment> LastMoments(const Pieces& pieces);
  bool WasPossible(const Piece& culprit, const Moment& moment);
  WrongPart Cut(const Pieces& pieces, const std::vector<Moment>& moments);
  bool TryWithout(size_t begin, size_t end, Mend mend);
  size_t Culprit() const;
  void LeaveOut();

  Steps& steps_;
  uint64_t budget_;
  size_t width_ = 1000;
  WrongPart found_;
};

// What had been seen by `end`. Of what was open then, the rest of the history tells which had no
// effect: they may go.
Pieces Finder::Prefix(uint64_t end) const {
  Pieces pieces;
  for (uint32_t i = 0; i < steps_.operations(); ++i) {
    const Span span = steps_.SpanOf(i);
    const StepTraits traits = steps_.TraitsOf(i);
    const bool open = span.end > end;
    if (!traits.counts || span.start > end || (open && !traits.writes)) continue;
    pieces.push_back({i, {span.start, open ? Span::kNever : span.end}});
  }
  return pieces;
}

// What came after `cut`. Of what was open then it is not asked whether it had been done.
Pieces Finder::Suffix(Pieces pieces, uint64_t cut) const {
  std::erase_if(pieces, [&](const Piece& piece) {
    return piece.span.end <= cut || (piece.span.start <= cut && Looks(piece));
  });
  for (Piece& piece : pieces) {
    if (piece.span.start <= cut) piece.span.end = Span::kNever;
  }
  return pieces;
}

// Whether the operation could tell that the other one is missing.
bool Finder::Misses(const Piece& piece, const Piece& gone) const {
  const StepTraits traits = steps_.TraitsOf(piece.operation);
  const Steps::StateId made = steps_.TraitsOf(gone.operation).makes;
  if (traits.blind()) return false;
  return made == StepTraits::kAny || traits.wants == StepTraits::kAny || traits.wants == made;
}

void Finder::MakeUnseen(Mend mend, std::vector<bool>* out) const {
  const Pieces& pieces = found_.pieces;
  for (bool more = true; more;) {
    more = false;
    for (size_t gone = 0; gone < pieces.size(); ++gone) {
      if (Looks(pieces[gone])) continue;
      for (size_t i = 0; i < pieces.size() && (*out)[gone]; ++i) {
        if ((*out)[i] || !Misses(pieces[i], pieces[gone])) continue;
        (*out)[mend == Mend::kLetStay ? gone : i] = mend == Mend::kLeaveOut;
        more = true;
      }
    }
  }
}

// To be wrong beyond doubt, at the width that has shown it once.
bool Finder::IsWrong(const Pieces& pieces, const std::vector<Steps::StateId>& before) {
  PartSteps part(steps_, pieces);
  SweepOptions options = {.budget = budget_, .width = width_};
  if (!before.empty()) options.first = before;
  const SweepResult result = Sweep(part, options);
  budget_ -= result.spent;
  return result.verdict == Verdict::kViolation;
}

std::vector<Moment> Finder::LastMoments(const Pieces& pieces) {
  constexpr size_t kMomentsMax = 4096;
  std::deque<Moment> moments;
  PartSteps part(steps_, pieces);
  const auto watch = [&](uint64_t event, const std::vector<Standing>& standings) {
    Moment& moment = moments.emplace_back(Moment{event, {}});
    for (const Standing& standing : standings) moment.held.push_back(standing.state);
    std::sort(moment.held.begin(), moment.held.end());
    moment.held.erase(std::unique(moment.held.begin(), moment.held.end()), moment.held.end());
    if (moments.size() > kMomentsMax) moments.pop_front();
  };
  budget_ -= Sweep(part, {.budget = budget_, .width = width_, .watch = watch}).spent;
  return {moments.begin(), moments.end()};
}

// If so, what follows tells how that was lost.
bool Finder::WasPossible(const Piece& culprit, const Moment& moment) {
  return std::any_of(moment.held.begin(), moment.held.end(), [&](Steps::StateId held) {
    return steps_.After(held, culprit.operation) != Steps::kMismatch;
  });
}

// What follows one of the moments, without what it does not need; nothing if that is never wrong.
// As late as possible: step by step, for what is open at a cut may hide it, and then twice as far
// back each time.
WrongPart Finder::Cut(const Pieces& pieces, const std::vector<Moment>& moments) {
  constexpr size_t kSteps = 64;
  for (size_t back = 1; back <= moments.size(); back < kSteps ? ++back : back *= 2) {
    const Moment& moment = moments[moments.size() - back];
    found_ = {Suffix(pieces, moment.event), moment.held};
    if (!IsWrong(found_.pieces, found_.before)) continue;
    LeaveOut();
    return std::move(found_);
  }
  return {};
}

bool Finder::TryWithout(size_t begin, size_t end, Mend mend) {
  std::vector<bool> out(found_.pieces.size());
  for (size_t i = begin; i < end; ++i) out[i] = i != Culprit();
  MakeUnseen(mend, &out);
  if (out[Culprit()]) return false;
  Pieces rest;
  for (size_t i = 0; i < out.size(); ++i) {
    if (!out[i]) rest.push_back(found_.pieces[i]);
  }
  if (rest.size() == out.size() || !IsWrong(rest, found_.before)) return false;
  found_.pieces = std::move(rest);
  return true;
}

// The last that has ended.
size_t Finder::Culprit() const {
  const auto end = [](const Piece& piece) { return piece.span.answered() ? piece.span.end : 0; };
  const auto last =
      std::max_element(found_.pieces.begin(), found_.pieces.end(),
                       [&](const Piece& a, const Piece& b) { return end(a) < end(b); });
  return static_cast<size_t>(last - found_.pieces.begin());
}

void Finder::LeaveOut() {
  for (size_t length = std::max<size_t>(found_.pieces.size(), 1); budget_ > 0;) {
    bool smaller = false;
    for (size_t end = found_.pieces.size(); end > 0 && budget_ > 0;) {
      const size_t begin = end - std::min(length, end);
      for (const Mend mend : {Mend::kLetStay, Mend::kLeaveOut}) {
        const size_t last = std::min(end, found_.pieces.size());
        if (begin < last) smaller = TryWithout(begin, last, mend) || smaller;
      }
      end = begin;
    }
    if (length == 1 && !smaller) return;
    length = std::max<size_t>(length / 2, 1);
  }
}

WrongPart Finder::Find() {
  const SearchResult result = SearchLinearization(steps_, budget_);
  if (result.verdict != Verdict::kViolation) return {};
  width_ = result.width;
  found_.pieces = Prefix(steps_.SpanOf(result.culprit).end);
  if (!IsWrong(found_.pieces, {})) found_.pieces = Prefix(Span::kNever - 1);
  const Pieces prefix = found_.pieces;
  const Piece culprit = prefix[Culprit()];
  const std::vector<Moment> moments = LastMoments(prefix);
  std::vector<Moment> possible;
  for (const Moment& moment : moments) {
    if (WasPossible(culprit, moment)) possible.push_back(moment);
  }
  const WrongPart with_reason = Cut(prefix, possible);
  if (!with_reason.pieces.empty() && with_reason.pieces.size() <= kReadable) return with_reason;
  const WrongPart shorter = Cut(prefix, moments);
  if (!shorter.pieces.empty() && shorter.pieces.size() <= kReadable) return shorter;
  if (!with_reason.pieces.empty()) return with_reason;
  found_ = {prefix, {}};
  LeaveOut();
  return std::move(found_);
}

WrongPart Finder::Shrink(WrongPart part) {
  found_ = std::move(part);
  if (!IsWrong(found_.pieces, found_.before)) return {};
  LeaveOut();
  return std::move(found_);
}

}  // namespace

WrongPart FindWrongPart(Steps& steps, uint64_t budget) { return Finder(steps, budget).Find(); }

WrongPart MakeSmaller(Steps& steps, WrongPart part, uint64_t budget) {
  return Finder(steps, budget).Shrink(std::move(part));
}

}  // namespace paxosstore::sim
