#include "sim/faults/fault.h"

namespace paxosstore::sim {
namespace {

struct KindInfo {
  std::string_view name;
  bool injects;
};

constexpr KindInfo kKinds[kFaultKinds] = {
    {"crash", true},        {"crash after send", true}, {"crash after sync", true},
    {"kill process", true}, {"restart", false},         {"pause", true},
    {"resume", false},      {"partition", true},        {"block one way", true},
    {"isolate", true},      {"unblock", false},         {"bad links", true},
    {"clock drift", true},  {"wall clock jump", true},  {"disk stall", true},
    {"slow disk", true},    {"sync error", true},
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
