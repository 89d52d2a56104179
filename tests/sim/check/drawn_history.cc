#include "tests/sim/check/drawn_history.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "sim/check/drawing.h"

namespace paxosstore::sim {
namespace {

constexpr uint64_t kRoom = 1000;  // between two events

class Drawing {
 public:
  Drawing(const HistoryKind& kind, const HistorySize& size, RandomStream& random)
      : kind_(kind),
        random_(random),
        history_{Values(kind.appends ? "" : "nil"), {}},
        left_(size.operations_min +
              static_cast<uint32_t>(random.Below(size.operations_max - size.operations_min + 1))),
        unanswered_left_(kind.unanswered ? size.unanswered_max : 0),
        idle_(1 + static_cast<uint32_t>(random.Below(size.processes_max))),
        haste_(1 + random.Below(6)),
        patience_(2 + random.Below(5)),
        looks_(random.Below(3)),
        values_(2 + random.Below(3)) {}

  DrawnHistory Draw();

 private:
  enum class Stage { kBegun, kEffective };
  struct Open {
    uint32_t index;
    Stage stage;
    bool abandoned;  // nobody will see an answer, but it may take effect still
  };

  void Begin();
  bool Proceed(size_t which);
  void Apply(RegisterOperation& operation);
  ValueId NewValue();

  const HistoryKind kind_;
  RandomStream& random_;
  DrawnHistory history_;
  uint32_t left_, unanswered_left_, idle_;
  const uint64_t haste_;     // how eagerly operations begin
  const uint64_t patience_;  // how long they are waited for
  const uint64_t looks_;     // how many read
  const uint64_t values_;    // how many, where they repeat
  std::vector<Open> open_;
  uint32_t waited_for_ = 0;  // of those: not abandoned
  ValueId state_ = kAbsent;
  uint64_t events_ = 0, written_ = 0;
};

DrawnHistory Drawing::Draw() {
  while (left_ > 0 || waited_for_ > 0) {
    if (left_ > 0 && idle_ > 0 && (open_.empty() || random_.Below(8) < haste_)) {
      Begin();
    } else if (!open_.empty()) {
      const size_t which = random_.Below(open_.size());
      if (!Proceed(which)) continue;
      open_[which] = open_.back();
      open_.pop_back();
    } else {
      ++idle_;  // all have given up: others come
    }
  }
  return std::move(history_);
}

void Drawing::Begin() {
  RegisterOperation operation;
  operation.process = std::to_string(history_.operations.size() % 10);
  operation.span.start = (events_ += kRoom);
  const uint64_t draw = random_.Below(7);
  if (draw >= 1 + looks_) operation.verb = RegisterVerb::kWrite;
  if (draw >= 3 && kind_.appends) operation.verb = RegisterVerb::kAppend;
  if (draw >= (kind_.appends ? 5 : 3) && kind_.cas) operation.verb = RegisterVerb::kCas;
  if (draw >= 5 && operation.verb == RegisterVerb::kWrite) operation.verb = RegisterVerb::kRead;
  if (operation.verb != RegisterVerb::kRead) operation.argument = NewValue();
  if (operation.verb == RegisterVerb::kCas) {
    operation.expected = random_.Below(6) == 0 ? kAbsent : state_;
  }
  open_.push_back({static_cast<uint32_t>(history_.operations.size()), Stage::kBegun, false});
  history_.operations.push_back(std::move(operation));
  --left_;
  --idle_;
  ++waited_for_;
}

// A step of an open operation. True: it has ended.
bool Drawing::Proceed(size_t which) {
  Open& open = open_[which];
  if (unanswered_left_ > 0 && !open.abandoned && random_.Below(patience_) == 0) {
    open.abandoned = true;
    --unanswered_left_;
    history_.operations[open.index].refused = false;
    ++idle_;
    --waited_for_;
    return open.stage == Stage::kEffective;
  }
  RegisterOperation& operation = history_.operations[open.index];
  if (open.stage == Stage::kBegun) {
    Apply(operation);
    if (open.abandoned) operation.refused = false;
    open.stage = Stage::kEffective;
    return open.abandoned;
  }
  operation.span.end = (events_ += kRoom);
  ++idle_;
  --waited_for_;
  return true;
}

void Drawing::Apply(RegisterOperation& operation) {
  switch (operation.verb) {
    case RegisterVerb::kRead:
      operation.seen = state_;
      return;
    case RegisterVerb::kWrite:
      state_ = operation.argument;
      return;
    case RegisterVerb::kAppend:
      state_ = history_.values.Number(history_.values.Text(state_) +
                                      history_.values.Text(operation.argument));
      return;
    case RegisterVerb::kCas:
      if (!kind_.refusals) operation.expected = state_;
      if (operation.expected == state_) {
        state_ = operation.argument;
      } else {
        operation.refused = true;
      }
  }
}

ValueId Drawing::NewValue() {
  const uint64_t odd = kind_.unique ? 40 : random_.Below(40);
  if (odd == 0) return kAbsent;  // what is written may be what was there before anything was
  if (odd == 1) return history_.values.Number("");
  const std::string number = std::to_string(kind_.unique ? ++written_ : random_.Below(values_));
  if (!kind_.ambiguous) return history_.values.Number("v" + number + ";");
  // ab may be one value or two.
  static constexpr const char* kTexts[] = {"a", "b", "ab", "ba", "aab", "abb", "bab", "aba"};
  const size_t text = std::stoul(number);
  return history_.values.Number(text < std::size(kTexts) ? kTexts[text] : number);
}

ValueId AnyValue(DrawnHistory& history, RandomStream& random) {
  const RegisterOperation& other = history.operations[random.Below(history.operations.size())];
  const uint64_t draw = random.Below(8);
  if (draw == 0) return kAbsent;
  if (draw == 7 && other.verb == RegisterVerb::kAppend) {
    const RegisterOperation& second = history.operations[random.Below(history.operations.size())];
    return history.values.Number(history.values.Text(other.argument) +
                                 history.values.Text(second.argument));
  }
  if (other.verb == RegisterVerb::kRead) return other.seen;
  return draw < 3 && other.verb == RegisterVerb::kCas ? other.expected : other.argument;
}

RegisterOperation& AnyOf(DrawnHistory& history, RandomStream& random) {
  return history.operations[random.Below(history.operations.size())];
}

bool AlterWhatWasSeen(DrawnHistory& history, RandomStream& random) {
  RegisterOperation& one = AnyOf(history, random);
  const bool reads = one.verb == RegisterVerb::kRead;
  if (!one.span.answered() || (!reads && one.verb != RegisterVerb::kCas)) return false;
  ValueId& seen = reads ? one.seen : one.expected;
  const ValueId before = std::exchange(seen, AnyValue(history, random));
  return seen != before;
}

bool AlterAllThatWasSeen(DrawnHistory& history, RandomStream& random) {
  for (size_t i = 0; i < history.operations.size(); ++i) AlterWhatWasSeen(history, random);
  return true;
}

bool SwapAnswers(DrawnHistory& history, RandomStream& random) {
  RegisterOperation& one = AnyOf(history, random);
  RegisterOperation& other = AnyOf(history, random);
  if (!one.span.answered() || !other.span.answered() || one.verb != other.verb) return false;
  std::swap(one.seen, other.seen);
  std::swap(one.refused, other.refused);
  return one.seen != other.seen || one.refused != other.refused;
}

bool TurnRefusal(DrawnHistory& history, RandomStream& random) {
  RegisterOperation& one = AnyOf(history, random);
  if (one.verb != RegisterVerb::kCas || !one.span.answered()) return false;
  one.refused = !one.refused;
  return true;
}

bool IsFree(const DrawnHistory& history, uint64_t event) {
  return std::none_of(history.operations.begin(), history.operations.end(),
                      [event](const RegisterOperation& operation) {
                        return operation.span.start == event || operation.span.end == event;
                      });
}

bool ShortenSpan(DrawnHistory& history, RandomStream& random) {
  Span& span = AnyOf(history, random).span;
  const uint64_t last = span.answered() ? span.end : history.operations.back().span.start + kRoom;
  if (last <= span.start + 1) return false;
  const uint64_t event = span.start + 1 + random.Below(last - span.start - 1);
  if (!IsFree(history, event)) return false;
  (random.Below(2) == 0 && span.answered() ? span.end : span.start) = event;
  return true;
}

bool DropOne(DrawnHistory& history, RandomStream& random) {
  if (history.operations.size() == 1) return false;
  const auto which = static_cast<ptrdiff_t>(random.Below(history.operations.size()));
  history.operations.erase(history.operations.begin() + which);
  return true;
}

// Beside the first, or right after it.
bool DoubleOne(DrawnHistory& history, RandomStream& random) {
  RegisterOperation copy = AnyOf(history, random);
  copy.process += "'";
  Span& span = copy.span;
  const uint64_t length = span.answered() ? span.end - span.start : 0;
  const uint64_t later = 1 + random.Below(kRoom / 2);
  span.start += span.answered() && random.Below(2) == 0 ? length + later : later;
  if (span.answered()) span.end = span.start + length;
  if (!IsFree(history, span.start) || (span.answered() && !IsFree(history, span.end))) return false;
  history.operations.push_back(std::move(copy));
  return true;
}

bool AnswerOne(DrawnHistory& history, RandomStream& random) {
  RegisterOperation& one = AnyOf(history, random);
  const uint64_t end = one.span.start + 1 + random.Below(8 * kRoom);
  if (one.span.answered() || !IsFree(history, end)) return false;
  one.span.end = end;
  if (one.verb == RegisterVerb::kRead) one.seen = AnyValue(history, random);
  return true;
}

using Change = bool (*)(DrawnHistory&, RandomStream&);
constexpr Change kChanges[] = {AlterWhatWasSeen, AlterWhatWasSeen, AlterAllThatWasSeen, SwapAnswers,
                               TurnRefusal,      ShortenSpan,      ShortenSpan,         DropOne,
                               DoubleOne,        AnswerOne};

}  // namespace

HistoryKind KindOfNumber(uint64_t number) {
  HistoryKind kind;
  kind.unique = (number & 1) != 0;
  kind.unanswered = (number & 2) != 0;
  kind.cas = (number & 4) != 0;
  kind.refusals = (number & 8) != 0;
  kind.appends = (number & 16) != 0;
  kind.ambiguous = (number & 32) != 0;
  return kind;
}

DrawnHistory DrawTrueHistory(const HistoryKind& kind, const HistorySize& size,
                             RandomStream& random) {
  return Drawing(kind, size, random).Draw();
}

void ChangeSomething(DrawnHistory& history, RandomStream& random) {
  constexpr int kTries = 10;
  for (int i = 0; i < kTries && !history.operations.empty(); ++i) {
    if (kChanges[random.Below(std::size(kChanges))](history, random)) break;
  }
  SortByStarts(history.operations);
}

void SortByStarts(std::vector<RegisterOperation>& operations) {
  std::sort(operations.begin(), operations.end(),
            [](const RegisterOperation& a, const RegisterOperation& b) {
              return a.span.start < b.span.start;
            });
}

std::string HistoryText(const std::vector<RegisterOperation>& operations, const Values& values) {
  std::string text;
  for (const RegisterOperation& operation : operations) {
    text += "  [" + std::to_string(operation.span.start) + ".." +
            (operation.span.answered() ? std::to_string(operation.span.end) : "") + "] " +
            ToString(operation, values) + "\n";
  }
  return text + DrawTimeLine(operations, values);
}

}  // namespace paxosstore::sim
