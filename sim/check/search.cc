#include "sim/check/search.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "sim/check/usefulness.h"

namespace paxosstore::sim {
namespace {

struct Event {
  uint64_t number;
  uint32_t index;  // of the operation
  bool end;
};

class Search {
 public:
  Search(Steps& steps, const SweepOptions& options);
  SweepResult Run();

 private:
  // Operations without an answer that are alike.
  struct Crowd {
    uint32_t operation;  // one of them
    uint32_t kind;
    uint32_t size = 0;
    SlotSet like;  // open ones of that kind: they go first
  };
  // A way on which the operation that ends is not done yet.
  struct Detours {
    Frontier standings;
    std::vector<bool> idle;  // just made by a blind write, and nobody saw it
    void Add(Standing standing, bool is_idle) {
      if (standings.Add(std::move(standing))) idle.push_back(is_idle);
    }
  };

  std::vector<Event> Events() const;
  bool Begin(uint32_t index);  // false: too many are open
  void BeginUnanswered(uint32_t index);
  void ForgetCrowds();
  bool End(uint32_t index);  // false: nothing left, or the budget is used up
  void Open(uint32_t index, uint32_t slot);
  void Close(uint32_t slot);
  // The operation is done on `to`; false if it cannot be. True in `seen` if an open read agrees.
  bool Do(uint32_t index, Standing* to, bool* seen);
  bool Settle(Standing* standing);
  void Continue(const Standing& from, bool idle, uint32_t slot, Detours* detours, Frontier* kept);
  bool CanStillMake(const Standing& from, Steps::StateId state) const;
  void Limit();
  void Join();
  void Drop();
  void Keep(Standing standing, Frontier* kept) {
    if (kept->Add(std::move(standing)) && budget_ > 0) --budget_;
  }

  Steps& steps_;
  const SweepOptions& options_;
  uint64_t budget_;
  std::vector<StepTraits> traits_;  // by operation
  const Usefulness usefulness_;
  std::vector<uint16_t> slot_of_;        // by operation, while open
  uint32_t open_[SlotSet::kSlots] = {};  // by slot: the operation
  SlotSet earlier_[SlotSet::kSlots];     // by slot: those alike that end before it
  SlotSet taken_, readers_, always_;     // slots
  std::vector<Crowd> crowds_;
  absl::flat_hash_map<uint32_t, uint32_t> crowd_of_kind_;
  size_t crowds_max_ = 16;  // before those that are of no use any more are looked for
  uint64_t now_ = 0;
  std::vector<Standing> standings_;
  bool exact_ = true;
};

Search::Search(Steps& steps, const SweepOptions& options)
    : steps_(steps),
      options_(options),
      budget_(options.budget),
      traits_(TraitsOfAll(steps)),
      usefulness_(steps, traits_),
      slot_of_(steps.operations()) {
  for (const Steps::StateId state : options.first) {
    standings_.emplace_back().state = state;
  }
}

// Drops what says nothing: operations that were not done, and unanswered ones that cannot write.
std::vector<Event> Search::Events() const {
  std::vector<Event> events;
  for (uint32_t i = 0; i < traits_.size(); ++i) {
    const Span span = steps_.SpanOf(i);
    if (!traits_[i].counts || (!span.answered() && !traits_[i].writes)) continue;
    events.push_back({span.start, i, false});
    if (span.answered()) events.push_back({span.end, i, true});
  }
  std::sort(events.begin(), events.end(),
            [](const Event& a, const Event& b) { return a.number < b.number; });
  return events;
}

void Search::Open(uint32_t index, uint32_t slot) {
  const StepTraits& traits = traits_[index];
  slot_of_[index] = static_cast<uint16_t>(slot);
  open_[slot] = index;
  earlier_[slot] = {};
  if (traits.kind != StepTraits::kAny && traits.writes) {
    const uint64_t end = steps_.SpanOf(index).end;
    taken_.ForEach([&](uint32_t other) {
      if (traits_[open_[other]].kind != traits.kind) return;
      const bool before = steps_.SpanOf(open_[other]).end < end;
      before ? earlier_[slot].Insert(other) : earlier_[other].Insert(slot);
    });
    if (const auto crowd = crowd_of_kind_.find(traits.kind); crowd != crowd_of_kind_.end()) {
      crowds_[crowd->second].like.Insert(slot);
    }
  }
  taken_.Insert(slot);
  if (!traits.writes) readers_.Insert(slot);
  if (traits.writes && traits.always) always_.Insert(slot);
}

void Search::Close(uint32_t slot) {
  taken_.Erase(slot);
  readers_.Erase(slot);
  always_.Erase(slot);
  taken_.ForEach([&](uint32_t other) { earlier_[other].Erase(slot); });
  for (Crowd& crowd : crowds_) crowd.like.Erase(slot);
}

bool Search::Begin(uint32_t index) {
  if (!steps_.SpanOf(index).answered()) {
    BeginUnanswered(index);
    return true;
  }
  const uint32_t slot = taken_.FirstFree();
  if (slot == SlotSet::kSlots) return false;
  Open(index, slot);
  const bool writes = traits_[index].writes;
  for (Standing& standing : standings_) {
    const bool agrees = !writes && steps_.After(standing.state, index) == standing.state;
    if (!agrees) standing.must.Insert(slot);
    if (writes) standing.may.Insert(slot);
  }
  return true;
}

void Search::BeginUnanswered(uint32_t index) {
  if (!usefulness_.IsUseful(index, now_)) return;
  const uint32_t kind = traits_[index].kind;
  if (const auto known = crowd_of_kind_.find(kind);
      kind != StepTraits::kAny && known != crowd_of_kind_.end()) {
    ++crowds_[known->second].size;
    return;
  }
  if (crowds_.size() >= crowds_max_) ForgetCrowds();
  if (kind != StepTraits::kAny) crowd_of_kind_[kind] = static_cast<uint32_t>(crowds_.size());
  Crowd& crowd = crowds_.emplace_back(Crowd{index, kind, 1, {}});
  if (kind == StepTraits::kAny) return;
  taken_.ForEach([&](uint32_t slot) {
    if (traits_[open_[slot]].kind == kind) crowd.like.Insert(slot);
  });
}

// Those that are all used on every way, and those that nobody needs any more.
void Search::ForgetCrowds() {
  std::vector<uint32_t> kept;
  for (uint32_t i = 0; i < crowds_.size(); ++i) {
    const bool left = std::any_of(standings_.begin(), standings_.end(),
                                  [&](const Standing& s) { return s.Used(i) < crowds_[i].size; });
    if (left && usefulness_.IsUseful(crowds_[i].operation, now_)) kept.push_back(i);
  }
  Frontier frontier;
  for (const Standing& standing : standings_) {
    Standing moved = standing;
    moved.used.clear();
    for (const uint32_t i : kept) moved.used.push_back(standing.Used(i));
    frontier.Add(std::move(moved));
  }
  standings_ = frontier.Take();
  std::vector<Crowd> crowds;
  crowd_of_kind_.clear();
  for (const uint32_t i : kept) {
    if (crowds_[i].kind != StepTraits::kAny) {
      crowd_of_kind_[crowds_[i].kind] = static_cast<uint32_t>(crowds.size());
    }
    crowds.push_back(crowds_[i]);
  }
  crowds_ = std::move(crowds);
  crowds_max_ = std::max<size_t>(16, crowds_.size() * 2);
}

bool Search::Settle(Standing* standing) {
  bool seen = false;
  (standing->must & readers_).ForEach([&](uint32_t slot) {
    if (steps_.After(standing->state, open_[slot]) != standing->state) return;
    standing->must.Erase(slot);
    seen = true;
  });
  return seen;
}

bool Search::Do(uint32_t index, Standing* to, bool* seen) {
  const Steps::StateId after = steps_.After(to->state, index);
  if (after == Steps::kMismatch) return false;
  to->state = after;
  if (traits_[index].blind()) to->must = to->must - always_;
  *seen = Settle(to);
  return true;
}

// Before anything is tried: what has to come out of it must be there to be made.
bool Search::CanStillMake(const Standing& from, Steps::StateId state) const {
  if (state == StepTraits::kAny || from.state == state) return true;
  const auto makes = [&](uint32_t operation) {
    return traits_[operation].makes == state || traits_[operation].makes == StepTraits::kAny;
  };
  bool found = false;
  from.may.ForEach([&](uint32_t slot) { found = found || makes(open_[slot]); });
  for (uint32_t i = 0; i < crowds_.size() && !found; ++i) {
    found = from.Used(i) < crowds_[i].size && makes(crowds_[i].operation);
  }
  return found;
}

// All that can be done next on the way to the operation in `ending`.
void Search::Continue(const Standing& from, bool idle, uint32_t ending, Detours* detours,
                      Frontier* kept) {
  from.may.ForEach([&](uint32_t slot) {
    const uint32_t index = open_[slot];
    // One alike that ends earlier goes first; unless it may have been done, and this one was not.
    const SlotSet& undone = from.must.Has(slot) ? from.must : from.may;
    if ((idle && traits_[index].blind()) || undone.Meets(earlier_[slot])) return;
    Standing next = from;
    bool seen = false;
    if (!Do(index, &next, &seen)) return;
    next.must.Erase(slot);
    next.may.Erase(slot);
    if (slot == ending || (readers_.Has(ending) && !next.must.Has(ending))) {
      return Keep(std::move(next), kept);
    }
    detours->Add(std::move(next), traits_[index].blind() && !seen);
  });
  const bool too_many = detours->standings.all().size() > 4 * options_.width;
  for (uint32_t i = 0; i < crowds_.size(); ++i) {
    const Crowd& crowd = crowds_[i];
    const bool blind = traits_[crowd.operation].blind();
    if (from.Used(i) >= crowd.size || (idle && blind) || from.may.Meets(crowd.like)) continue;
    Standing next = from;
    bool seen = false;
    if (!Do(crowd.operation, &next, &seen)) continue;
    if (next.state == from.state && next.must == from.must) continue;  // for nothing
    // As if there were more of it; of what makes ever new states there had better not be.
    const bool as_if_more = too_many && options_.excess == Excess::kJoin &&
                            traits_[crowd.operation].makes != StepTraits::kAny;
    if (as_if_more) {
      exact_ = false;
    } else {
      next.Use(i);
    }
    if (readers_.Has(ending) && !next.must.Has(ending)) {
      Keep(std::move(next), kept);
    } else {
      detours->Add(std::move(next), blind && !seen);
    }
  }
}

bool Search::End(uint32_t index) {
  const uint32_t slot = slot_of_[index];
  Frontier kept;
  Detours detours;
  bool waiting = false;
  for (Standing& standing : standings_) {
    waiting = waiting || standing.must.Has(slot) || standing.may.Has(slot);
  }
  if (!waiting) {
    Close(slot);
    return true;
  }
  for (Standing& standing : standings_) {
    const bool owed = standing.must.Has(slot);
    const bool possible = standing.may.Has(slot);
    if (owed || possible) detours.Add(standing, false);
    if (owed) continue;
    standing.may.Erase(slot);
    Keep(std::move(standing), &kept);
  }
  const Steps::StateId wanted = traits_[index].wants;
  for (size_t i = 0; i < detours.standings.all().size() && budget_ > 0; ++i) {
    if (options_.excess == Excess::kDrop && i > 4 * options_.width) {
      exact_ = false;
      break;
    }
    const Standing from = detours.standings.all()[i];
    if (!CanStillMake(from, wanted)) continue;
    --budget_;
    Continue(from, detours.idle[i], slot, &detours, &kept);
  }
  Close(slot);
  standings_ = kept.Take();
  if (standings_.size() > options_.width) Limit();
  return budget_ > 0 && !standings_.empty();
}

void Search::Limit() {
  exact_ = false;
  options_.excess == Excess::kJoin ? Join() : Drop();
}

// First those that differ only in what they have used; if they are still too many, all of a state.
void Search::Join() {
  for (const bool only_used : {true, false}) {
    absl::flat_hash_map<Steps::StateId, std::vector<size_t>> by_state;
    std::vector<Standing> joint;
    for (const Standing& standing : standings_) {
      std::vector<size_t>& alike = by_state[standing.state];
      const auto at = std::find_if(alike.begin(), alike.end(), [&](size_t i) {
        return !only_used || (joint[i].must == standing.must && joint[i].may == standing.may);
      });
      if (at != alike.end()) {
        joint[*at].Join(standing);
      } else {
        alike.push_back(joint.size());
        joint.push_back(standing);
      }
    }
    standings_ = std::move(joint);
    if (standings_.size() <= options_.width) return;
  }
}

// The best of each state stay first, then the second best, and so on.
void Search::Drop() {
  const auto cost = [](const Standing& s) { return std::pair(s.UsedInAll(), s.must.Size()); };
  std::stable_sort(standings_.begin(), standings_.end(),
                   [&](const Standing& a, const Standing& b) { return cost(a) < cost(b); });
  absl::flat_hash_map<Steps::StateId, uint32_t> ranks;
  std::vector<std::pair<uint32_t, uint32_t>> order;  // rank, index
  for (uint32_t i = 0; i < standings_.size(); ++i) {
    order.emplace_back(ranks[standings_[i].state]++, i);
  }
  std::sort(order.begin(), order.end());
  order.resize(options_.width);
  std::vector<Standing> kept;
  for (const auto& [rank, index] : order) kept.push_back(std::move(standings_[index]));
  standings_ = std::move(kept);
}

SweepResult Search::Run() {
  const bool joins = options_.excess == Excess::kJoin;
  const auto result = [&](Verdict verdict, uint32_t culprit) {
    const bool sure = exact_ || (verdict == Verdict::kViolation) == joins;
    return SweepResult{sure ? verdict : Verdict::kUndecided, culprit, options_.budget - budget_,
                       !exact_ && !sure};
  };
  for (const Event& event : Events()) {
    now_ = event.number;
    if (!event.end) {
      if (!Begin(event.index)) return result(Verdict::kUndecided, event.index);
    } else if (!End(event.index)) {
      return result(budget_ > 0 ? Verdict::kViolation : Verdict::kUndecided, event.index);
    }
    if (options_.watch) options_.watch(event.number, standings_);
  }
  return result(Verdict::kLinearizable, 0);
}

}  // namespace

SweepResult Sweep(Steps& steps, const SweepOptions& options) {
  return Search(steps, options).Run();
}

SearchResult SearchLinearization(Steps& steps, uint64_t budget) {
  struct Track {
    Excess excess;
    size_t width;
    uint64_t spent;
  };
  Track tracks[] = {{Excess::kDrop, 8, 0}, {Excess::kJoin, 8, 0}};
  while (true) {
    Track& track = tracks[0].spent <= tracks[1].spent ? tracks[0] : tracks[1];
    const SweepResult sweep =
        Sweep(steps, {.budget = budget, .width = track.width, .excess = track.excess});
    if (!sweep.too_narrow) return {sweep.verdict, sweep.culprit, track.width};
    budget -= sweep.spent;
    track.spent += sweep.spent;
    track.width *= 2;
  }
}

}  // namespace paxosstore::sim
