#include "sim/check/search.h"

#include <algorithm>
#include <bit>
#include <vector>

#include "sim/check/frontier.h"

namespace paxosstore::sim {
namespace {

struct Event {
  uint64_t number;
  uint32_t index;  // of the operation
  bool end;
};

// Drops what says nothing: operations that were not done, and unanswered ones that cannot write.
std::vector<Event> EventsOf(const Steps& steps) {
  std::vector<Event> events;
  for (uint32_t i = 0; i < steps.operations(); ++i) {
    const Span span = steps.SpanOf(i);
    if (!steps.Counts(i) || (!span.answered() && !steps.MayWrite(i))) continue;
    events.push_back({span.start, i, false});
    if (span.answered()) events.push_back({span.end, i, true});
  }
  std::sort(events.begin(), events.end(),
            [](const Event& a, const Event& b) { return a.number < b.number; });
  return events;
}

class Search {
 public:
  Search(Steps& steps, uint64_t budget)
      : steps_(steps), budget_(budget), slot_of_(steps.operations()) {
    now_.Add({});
  }
  SearchResult Run();

 private:
  bool Start(uint32_t index);  // false: too many open
  bool End(uint32_t index);    // false: nothing left, or the budget is used up
  // Adds to `to` with every open reader done that agrees. (A writer that happens to change nothing
  // here must not be hurried: a later state may need its effect.)
  void AddNormalised(Frontier& to, Standing standing);
  void ExpandOpen(const Standing& from, Frontier& to);
  void ExpandUnanswered(const Standing& from, Frontier& to);

  Steps& steps_;
  uint64_t budget_;
  std::vector<uint8_t> slot_of_;  // by operation, while open
  uint32_t open_[64] = {};        // by slot: the operation
  uint64_t open_slots_ = 0;
  uint64_t reader_slots_ = 0;  // of those: operations that cannot write
  std::vector<uint32_t> unanswered_;
  Frontier now_;
};

bool Search::Start(uint32_t index) {
  if (!steps_.SpanOf(index).answered()) {
    unanswered_.push_back(index);
    return unanswered_.size() <= 64;
  }
  if (open_slots_ == ~uint64_t{0}) return false;
  const auto slot = static_cast<uint8_t>(std::countr_one(open_slots_));
  slot_of_[index] = slot;
  open_[slot] = index;
  open_slots_ |= uint64_t{1} << slot;
  if (steps_.MayWrite(index)) return true;
  reader_slots_ |= uint64_t{1} << slot;
  Frontier next;
  for (const Standing& standing : now_.all()) AddNormalised(next, standing);
  now_ = std::move(next);
  return true;
}

void Search::AddNormalised(Frontier& to, Standing standing) {
  for (uint64_t rest = reader_slots_ & ~standing.done; rest != 0; rest &= rest - 1) {
    const int slot = std::countr_zero(rest);
    if (steps_.After(standing.state, open_[slot]) == standing.state) {
      standing.done |= uint64_t{1} << slot;
    }
  }
  if (to.Add(standing) && budget_ > 0) --budget_;
}

void Search::ExpandOpen(const Standing& from, Frontier& to) {
  for (uint64_t rest = open_slots_ & ~from.done; rest != 0; rest &= rest - 1) {
    const int slot = std::countr_zero(rest);
    const Steps::StateId after = steps_.After(from.state, open_[slot]);
    if (after == Steps::kMismatch) continue;
    AddNormalised(to, {after, from.done | (uint64_t{1} << slot), from.used});
  }
}

void Search::ExpandUnanswered(const Standing& from, Frontier& to) {
  for (size_t i = 0; i < unanswered_.size(); ++i) {
    const uint64_t bit = uint64_t{1} << i;
    if (from.used & bit) continue;
    const Steps::StateId after = steps_.After(from.state, unanswered_[i]);
    if (after == from.state) continue;
    AddNormalised(to, {after, from.done, from.used | bit});
  }
}

bool Search::End(uint32_t index) {
  const uint64_t bit = uint64_t{1} << slot_of_[index];
  Frontier reached = std::move(now_);
  Frontier kept;
  for (size_t i = 0; i < reached.all().size() && budget_ > 0; ++i) {
    Standing standing = reached.all()[i];
    if (standing.done & bit) {
      standing.done &= ~bit;
      kept.Add(standing);
      continue;
    }
    ExpandOpen(standing, reached);
    ExpandUnanswered(standing, reached);
  }
  open_slots_ &= ~bit;
  reader_slots_ &= ~bit;
  now_ = std::move(kept);
  return budget_ > 0 && !now_.all().empty();
}

SearchResult Search::Run() {
  for (const Event& event : EventsOf(steps_)) {
    if (!event.end) {
      if (!Start(event.index)) return {Verdict::kUndecided, event.index};
    } else if (!End(event.index)) {
      return {budget_ > 0 ? Verdict::kViolation : Verdict::kUndecided, event.index};
    }
  }
  return {Verdict::kLinearizable, 0};
}

}  // namespace

SearchResult SearchLinearization(Steps& steps, uint64_t budget) {
  return Search(steps, budget).Run();
}

}  // namespace paxosstore::sim
