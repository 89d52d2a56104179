// Single things: events, operations of clients, choices that are still by chance.
#include <algorithm>
#include <variant>

#include "absl/strings/str_split.h"
#include "core/model/command_table.h"
#include "core/replica/placement.h"
#include "scenarios/bind.h"
#include "sim/workload/command_maker.h"

namespace paxosstore::scenarios {
namespace {

using sim::FaultKind;

// What an event's field holds.
enum class Shape : uint8_t {
  kNode,
  kNodes,
  kNothing,
  kLinks,
  kLength,
  kPartsPerMillion,
  kMillis,
  kCount,
  kNumber,
  kLink,
};

struct EventRow {
  const char* field;
  FaultKind kind;
  Shape shape;
};

constexpr EventRow kRows[] = {
    {"crash", FaultKind::kCrash, Shape::kNode},
    {"crash_after_send", FaultKind::kCrashAfterSend, Shape::kNode},
    {"crash_after_sync", FaultKind::kCrashAfterSync, Shape::kNode},
    {"kill_process", FaultKind::kKillProcess, Shape::kNode},
    {"start", FaultKind::kRestart, Shape::kNode},
    {"pause", FaultKind::kPause, Shape::kNode},
    {"resume", FaultKind::kResume, Shape::kNode},
    {"isolate", FaultKind::kIsolate, Shape::kNode},
    {"partition", FaultKind::kPartition, Shape::kNodes},
    {"block_one_way", FaultKind::kBlockOneWay, Shape::kNodes},
    {"unblock", FaultKind::kUnblock, Shape::kNothing},
    {"links", FaultKind::kLinks, Shape::kLinks},
    {"clock_drift", FaultKind::kDrift, Shape::kPartsPerMillion},
    {"clock_jump", FaultKind::kJumpWall, Shape::kMillis},
    {"stall_disk", FaultKind::kStallDisk, Shape::kLength},
    {"slow_disk", FaultKind::kSlowDisk, Shape::kLength},
    {"sync_error", FaultKind::kSyncError, Shape::kNode},
    {"crash_before_sync", FaultKind::kCrashBeforeSync, Shape::kNode},
    {"crash_during_start", FaultKind::kCrashDuringStart, Shape::kLength},
    {"crash_zone", FaultKind::kCrashZone, Shape::kNodes},
    {"ring", FaultKind::kRing, Shape::kNumber},
    {"cut_link", FaultKind::kCutLink, Shape::kLink},
    {"mend_link", FaultKind::kMendLink, Shape::kLink},
    {"slow_link", FaultKind::kSlowLink, Shape::kLink},
    {"bandwidth", FaultKind::kBandwidth, Shape::kCount},
    {"corrupt_frames", FaultKind::kCorruptFrames, Shape::kNumber},
    {"reset_connections", FaultKind::kResetConnections, Shape::kNode},
    {"read_errors", FaultKind::kReadErrors, Shape::kCount},
    {"misreads", FaultKind::kMisreads, Shape::kCount},
    {"full_disk", FaultKind::kFullDisk, Shape::kNode},
    {"free_disk", FaultKind::kFreeDisk, Shape::kNode},
    {"bit_rot", FaultKind::kBitRot, Shape::kCount},
    {"lost_write", FaultKind::kLostWrite, Shape::kCount},
    {"misdirected_write", FaultKind::kMisdirectedWrite, Shape::kCount},
    {"lost_tail", FaultKind::kLostTail, Shape::kCount},
    {"lying_sync", FaultKind::kLyingSync, Shape::kCount},
    {"snapshot_disk", FaultKind::kSnapshotDisk, Shape::kNode},
    {"roll_back_disk", FaultKind::kRollBackDisk, Shape::kNode},
    {"wipe_disk", FaultKind::kWipeDisk, Shape::kNode},
};

template <typename Io>
void BindNode(const Io& io, const char* field, uint32_t nodes, NodeId* node) {
  uint32_t number = node->value();
  io.Number(field, 0, 1'000'000, &number);
  *node = NodeId(number);
  io.Check(number >= 1 && number <= nodes, field,
           std::to_string(number) + " is not a node of this cluster");
}

template <typename Io>
void BindNodes(const Io& io, const char* field, uint32_t nodes, uint32_t* set) {
  std::vector<uint32_t> list;
  for (uint32_t i = 0; i < 32; ++i) {
    if (*set >> i & 1) list.push_back(i + 1);
  }
  io.Numbers(field, &list);
  for (const uint32_t node : list) {
    const bool good = node >= 1 && node <= nodes;
    io.Check(good, field, std::to_string(node) + " is not a node of this cluster");
    if (good) *set |= 1u << (node - 1);
  }
  io.Require(field);
}

template <typename Io>
void BindAmount(const Io& io, const char* field, sim::Fault* fault) {
  auto amount = static_cast<uint32_t>(fault->amount);
  io.Number(field, 0, 1000, &amount);
  fault->amount = amount;
}

template <typename Io>
void BindShape(const Io& io, const EventRow& row, uint32_t nodes, sim::Fault* fault) {
  bool yes = true;
  switch (row.shape) {
    case Shape::kNode:
      return BindNode(io, row.field, nodes, &fault->node);
    case Shape::kNodes:
      return io.Sub(row.field, true,
                    [&](const Io& sub) { BindNodes(sub, "node", nodes, &fault->nodes); });
    case Shape::kNothing:
      return io.Flag(row.field, &yes);
    case Shape::kLinks:
      return io.Sub(row.field, true, [&](const Io& sub) { BindLinks(sub, &fault->links); });
    case Shape::kLength:
      return io.Sub(row.field, true, [&](const Io& sub) {
        BindNode(sub, "node", nodes, &fault->node);
        sub.Time("length", &fault->length);
      });
    case Shape::kPartsPerMillion:
    case Shape::kMillis:
      return io.Sub(row.field, true, [&](const Io& sub) {
        BindNode(sub, "node", nodes, &fault->node);
        sub.Signed(row.shape == Shape::kMillis ? "ms" : "ppm", &fault->amount);
      });
    case Shape::kCount:
      return io.Sub(row.field, true, [&](const Io& sub) {
        BindNode(sub, "node", nodes, &fault->node);
        sub.Signed("count", &fault->amount);
        sub.Require("count");
        sub.Check(fault->amount >= 0, "count", "is negative");
      });
    case Shape::kNumber:
      return BindAmount(io, row.field, fault);
    case Shape::kLink:
      return io.Sub(row.field, true, [&](const Io& sub) {
        BindNode(sub, "node", nodes, &fault->node);
        BindNodes(sub, "to", nodes, &fault->nodes);
        sub.Time("length", &fault->length);
      });
  }
}

// What an event is: of a file, which field is set; of a fault, its kind.
const EventRow* FindRow(const FieldReader& io, const sim::Fault&) {
  for (const EventRow& row : kRows) {
    if (io.Has(row.field)) return &row;
  }
  return nullptr;
}

const EventRow* FindRow(const FieldWriter&, const sim::Fault& fault) {
  for (const EventRow& row : kRows) {
    if (row.kind == fault.kind) return &row;
  }
  return nullptr;
}

std::string TextOf(const model::Command& command) {
  std::string text(command.spec->name);
  for (const std::string& arg : command.args) text += " " + arg;
  return text;
}

// The command in words; otherwise what is wrong.
std::variant<model::Command, std::string> CommandOf(const std::string& text) {
  std::vector<std::string> argv = absl::StrSplit(text, ' ', absl::SkipEmpty());
  if (argv.empty()) return "is empty";
  auto parsed = model::ParseCommand(std::move(argv));
  if (std::holds_alternative<model::Reply>(parsed)) {
    return ToString(std::get<model::Reply>(parsed));
  }
  return std::get<model::Command>(std::move(parsed));
}

template <typename Io>
void BindCommands(const Io& io, std::vector<model::Command>* commands) {
  std::vector<std::string> texts;
  for (const model::Command& command : *commands) texts.push_back(TextOf(command));
  io.Texts("command", &texts);
  io.Require("command");
  commands->clear();
  for (const std::string& text : texts) {
    auto command = CommandOf(text);
    const std::string* error = std::get_if<std::string>(&command);
    io.Check(error == nullptr, "command", error == nullptr ? "" : text + ": " + *error);
    if (error == nullptr) commands->push_back(std::get<model::Command>(std::move(command)));
  }
}

template <typename Io>
void BindOccasion(const Io& io, sim::Occasion* occasion) {
  io.Number("stream", 0, ~uint32_t{0}, &occasion->stream);
  io.Signed("at", &occasion->at);
  io.Number("ordinal", 0, ~uint64_t{0}, &occasion->ordinal);
}

}  // namespace

template <typename Io>
void BindCondition(const Io& io, uint32_t nodes, sim::Condition* when) {
  std::string does(ToString(when->milestone));
  io.Require("does");
  io.Text("does", &does);
  const auto milestone = sim::FindMilestone(does);
  io.Check(milestone.has_value(), "does", does + " is nothing that a fault can wait for");
  if (milestone.has_value()) when->milestone = *milestone;
  uint32_t node = when->node.value();
  io.Number("node", 0, nodes, &node);
  when->node = NodeId(node);
  io.Text("object", &when->object);
  uint64_t entry = when->entry.value();
  io.Number("entry", 0, ~uint64_t{0}, &entry);
  when->entry = EntryId(entry);
  io.Number("times", 1, 1'000'000, &when->times);
}

template <typename Io>
void BindEvent(const Io& io, uint32_t nodes, sim::Fault* fault) {
  io.Require("at");
  io.At("at", &fault->at);
  io.Sub("when", fault->when.on(), [&](const Io& sub) { BindCondition(sub, nodes, &fault->when); });
  const EventRow* row = FindRow(io, *fault);
  io.Check(row != nullptr, "what happens", "is missing");
  if (row == nullptr) return;
  fault->kind = row->kind;
  BindShape(io, *row, nodes, fault);
}

template <typename Io>
void BindOperation(const Io& io, const sim::Scenario& scenario, sim::ScriptedOperation* operation) {
  io.Number("client", 1, scenario.workload.clients, &operation->client);
  io.Number("number", 1, ~uint64_t{0} >> 1, &operation->number);
  io.At("at", &operation->at);
  const std::vector<std::string> names = ObjectNames(scenario.workload);
  std::string name = names[operation->object];
  io.Text("object", &name);
  const auto found = std::find(names.begin(), names.end(), name);
  io.Check(found != names.end(), "object", name + " is not an object of this workload");
  if (found != names.end()) operation->object = static_cast<uint32_t>(found - names.begin());
  if (Io::kReads || operation->node != NodeId()) {
    uint32_t node = operation->node.value();
    io.Number("node", 0, scenario.world.nodes, &node);
    operation->node = NodeId(node);
  }
  BindCommands(io, &operation->commands);
  for (const model::Command& command : operation->commands) {
    for (const std::string_view key : command.Keys()) {
      io.Check(ObjectOfKey(key) == name, "command",
               "the key " + std::string(key) + " is not of the object " + name);
    }
  }
}

template <typename Io>
void BindRestriction(const Io& io, sim::Restriction* restriction) {
  std::string purpose(ToString(restriction->purpose));
  io.Text("purpose", &purpose);
  const auto found = sim::FindPurpose(purpose);
  io.Check(found.has_value(), "purpose", purpose + " is not a purpose of choices");
  if (found.has_value()) restriction->purpose = *found;
  io.Each("kept", &restriction->kept, BindOccasion<Io>);
  std::sort(restriction->kept.begin(), restriction->kept.end());
}

#define PAXOSSTORE_INSTANTIATE(Io)                                                       \
  template void BindEvent(const Io&, uint32_t, sim::Fault*);                             \
  template void BindOperation(const Io&, const sim::Scenario&, sim::ScriptedOperation*); \
  template void BindRestriction(const Io&, sim::Restriction*);
PAXOSSTORE_INSTANTIATE(FieldReader)
PAXOSSTORE_INSTANTIATE(FieldWriter)
#undef PAXOSSTORE_INSTANTIATE

}  // namespace paxosstore::scenarios
