#include "sim/determinism_hash.h"

#include "core/base/check.h"
#include "core/base/codec.h"

namespace paxosstore::sim {
namespace {

struct Item {
  Instant at;
  EventKind kind = EventKind::kWorld;
  ActorId actor;
  uint64_t value = 0;
  friend bool operator==(const Item&, const Item&) = default;
};

// Only draws and notes carry a value.
bool HasValue(EventKind kind) { return kind == EventKind::kDraw || kind == EventKind::kNote; }

// Reads the items of a log one by one.
class LogReader {
 public:
  explicit LogReader(std::string_view log) : decoder_(log) {}

  // nullopt at the end, or if the rest is damaged (then damaged()).
  std::optional<Item> Next() {
    if (decoder_.Finished()) return std::nullopt;
    at_ = at_ + Nanoseconds(static_cast<int64_t>(decoder_.Varint()));
    const uint64_t kind = decoder_.Varint();
    const uint64_t actor = decoder_.Varint();
    Item item{at_, static_cast<EventKind>(kind), ActorId(static_cast<uint32_t>(actor)), 0};
    if (HasValue(item.kind)) item.value = decoder_.Fixed64();
    if (!decoder_.ok()) return std::nullopt;
    return item;
  }
  bool damaged() const { return !decoder_.ok(); }

 private:
  Decoder decoder_;
  Instant at_;
};

using NameOf = absl::FunctionRef<std::string(ActorId)>;

std::string Describe(const std::optional<Item>& item, bool damaged, NameOf name_of) {
  if (damaged) return "damaged log";
  if (!item) return "the end of the run";
  std::string text = std::to_string(item->at.ns) + "ns " + std::string(ToString(item->kind)) +
                     " of " + name_of(item->actor);
  if (HasValue(item->kind)) text += " = " + std::to_string(item->value);
  return text;
}

}  // namespace

std::string_view ToString(EventKind kind) {
  switch (kind) {
    case EventKind::kPost:
      return "post";
    case EventKind::kTimer:
      return "timer";
    case EventKind::kFrame:
      return "frame";
    case EventKind::kSync:
      return "sync";
    case EventKind::kClient:
      return "client";
    case EventKind::kFault:
      return "fault";
    case EventKind::kWorld:
      return "world";
    case EventKind::kDraw:
      return "draw";
    case EventKind::kNote:
      return "note";
  }
  return "unknown kind";
}

void DeterminismHash::StartRecording() {
  CHECK_EQ(items_, 0u);
  recording_ = true;
}

void DeterminismHash::Record(EventKind kind, ActorId actor, uint64_t value) {
  PutVarint(log_, static_cast<uint64_t>((now_ - recorded_at_).ns));
  recorded_at_ = now_;
  PutVarint(log_, static_cast<uint64_t>(kind));
  PutVarint(log_, actor.value());
  if (HasValue(kind)) PutFixed64(log_, value);
}

std::optional<std::string> FirstDifference(std::string_view log_a, std::string_view log_b,
                                           NameOf name_of) {
  LogReader a(log_a);
  LogReader b(log_b);
  std::optional<Item> before;
  for (uint64_t index = 0;; ++index) {
    const std::optional<Item> item_a = a.Next();
    const std::optional<Item> item_b = b.Next();
    const bool damaged = a.damaged() || b.damaged();
    if (item_a == item_b && !damaged) {
      if (!item_a) return std::nullopt;
      before = item_a;
      continue;
    }
    std::string text = "item " + std::to_string(index) +
                       " differs: " + Describe(item_a, a.damaged(), name_of) + " against " +
                       Describe(item_b, b.damaged(), name_of);
    if (before) text += "; the item before, equal in both: " + Describe(before, false, name_of);
    return text;
  }
}

}  // namespace paxosstore::sim
