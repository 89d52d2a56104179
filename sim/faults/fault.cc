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

std::string Describe(const Fault& fault) {
  std::string text(ToString(fault.kind));
  if (fault.node.value() != 0) text += " n" + ToString(fault.node);
  text += Nodes(fault.nodes);
  if (fault.length.ns != 0) text += " " + ToString(fault.length);
  if (fault.amount != 0) text += " " + std::to_string(fault.amount);
  return text;
}

std::string ToString(const Fault& fault) { return ToString(fault.at) + " " + Describe(fault); }

}  // namespace paxosstore::sim
