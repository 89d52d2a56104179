#include "sim/faults/fault.h"

namespace paxosstore::sim {
namespace {

enum class Harm : uint8_t { kBearable, kDamage, kBeyondPromise };

struct KindInfo {
  std::string_view name;
  bool injects;
  Harm harm = Harm::kBearable;
};

constexpr KindInfo kKinds[kFaultKinds] = {
    {"crash", true},
    {"crash after send", true},
    {"crash after sync", true},
    {"kill process", true},
    {"restart", false},
    {"pause", true},
    {"resume", false},
    {"partition", true},
    {"block one way", true},
    {"isolate", true},
    {"unblock", false},
    {"bad links", true},
    {"clock drift", true},
    {"wall clock jump", true},
    {"disk stall", true},
    {"slow disk", true},
    {"sync error", true},
    {"crash before sync", true},
    {"crash during start", true},
    {"crash zone", true},
    {"ring", true},
    {"cut link", true},
    {"mend link", false},
    {"slow link", true},
    {"bandwidth", true},
    {"corrupt frames", true},
    {"reset connections", true},
    {"read errors", true},
    {"misdirected reads", true},
    {"full disk", true},
    {"free disk", false},
    {"bit rot", true, Harm::kDamage},
    {"lost write", true, Harm::kDamage},
    {"misdirected write", true, Harm::kDamage},
    {"lost tail", true, Harm::kBeyondPromise},
    {"lying sync", true, Harm::kBeyondPromise},
    {"snapshot disk", false},
    {"roll back disk", true, Harm::kBeyondPromise},
    {"wipe disk", true, Harm::kBeyondPromise},
};

constexpr std::string_view kMilestoneNames[kMilestones] = {
    "",       "sends",    "promises", "accepts", "stores promise", "stores accept", "stores chosen",
    "learns", "recovers", "answers"};

std::string Nodes(uint32_t nodes) {
  std::string text;
  for (uint32_t i = 0; nodes >> i != 0; ++i) {
    if (nodes >> i & 1) text += " n" + std::to_string(i + 1);
  }
  return text;
}

}  // namespace

std::string_view ToString(FaultKind kind) { return kKinds[static_cast<size_t>(kind)].name; }

bool Injects(FaultKind kind) { return kKinds[static_cast<size_t>(kind)].injects; }

bool DamagesStorage(FaultKind kind) {
  return kKinds[static_cast<size_t>(kind)].harm != Harm::kBearable;
}

bool ExceedsPromise(FaultKind kind) {
  return kKinds[static_cast<size_t>(kind)].harm == Harm::kBeyondPromise;
}

std::string_view ToString(Milestone milestone) {
  return kMilestoneNames[static_cast<size_t>(milestone)];
}

std::optional<Milestone> FindMilestone(std::string_view name) {
  for (size_t i = 1; i < kMilestones; ++i) {
    if (kMilestoneNames[i] == name) return static_cast<Milestone>(i);
  }
  return std::nullopt;
}

std::string ToString(const Condition& when) {
  std::string text = "when ";
  text += when.node.value() == 0 ? "a node" : "n" + ToString(when.node);
  text += " " + std::string(ToString(when.milestone));
  if (when.entry.value() != 0) text += ", entry " + ToString(when.entry);
  if (!when.object.empty()) text += " of " + when.object;
  if (when.times > 1) text += ", " + std::to_string(when.times) + " times";
  return text;
}

std::string Describe(const Fault& fault) {
  std::string text(ToString(fault.kind));
  if (fault.node.value() != 0) text += " n" + ToString(fault.node);
  text += Nodes(fault.nodes);
  if (fault.length.ns != 0) text += " " + ToString(fault.length);
  if (fault.amount != 0) text += " " + std::to_string(fault.amount);
  return text;
}

std::string ToString(const Fault& fault) {
  return ToString(fault.at) + " " + Describe(fault) +
         (fault.when.on() ? " " + ToString(fault.when) : "");
}

}  // namespace paxosstore::sim
