#include "sim/world/network_verbs.h"

#include <variant>

namespace paxosstore::sim {
namespace {

constexpr uint64_t kFrameBytes = 40;  // of a frame that says nothing
constexpr uint64_t kItemBytes = 12;   // of a version in a list, beside the name

uint64_t SizeOf(const ValuePtr& value) {
  return value == nullptr ? 0 : kItemBytes + value->payload.size() + value->window.size();
}

struct BodySize {
  uint64_t operator()(const PaxosMessage& m) const {
    uint64_t bytes = m.object.size() + SizeOf(m.state.value) + SizeOf(m.view.value);
    if (m.proposal.has_value()) bytes += SizeOf(m.proposal->value);
    if (m.chosen.has_value()) bytes += SizeOf(m.chosen->value);
    return bytes;
  }
  uint64_t operator()(const ReadQuery& m) const { return m.object.size(); }
  uint64_t operator()(const ReadReply& m) const {
    return m.object.size() + (m.newer.has_value() ? SizeOf(m.newer->value) : 0);
  }
  uint64_t operator()(const SweepDigest& m) const {
    uint64_t bytes = m.after.size() + m.upto.size();
    for (const SweepDigest::Item& item : m.items) bytes += kItemBytes + item.object.size();
    return bytes;
  }
  uint64_t operator()(const ListQuery& m) const { return m.after.size(); }
  uint64_t operator()(const ListReply& m) const {
    uint64_t bytes = 0;
    for (const std::string& object : m.objects) bytes += kItemBytes + object.size();
    return bytes;
  }
};

}  // namespace

uint64_t WireSize(const Message& message) {
  return kFrameBytes + std::visit(BodySize(), message.body);
}

void SetLinkCut(World& world, NodeId a, NodeId b, bool cut) {
  world.network().SetBlocked(a, b, cut);
  world.network().SetBlocked(b, a, cut);
}

void ResetConnections(World& world, NodeId node) {
  for (const NodeId other : world.nodes()) {
    if (other == node) continue;
    world.network().ResetConnection(node, other);
    world.network().ResetConnection(other, node);
  }
}

void SlowLink(World& world, NodeId a, NodeId b, Duration extra) {
  world.network().SetExtraLatency(a, b, extra);
  world.network().SetExtraLatency(b, a, extra);
}

void LimitBandwidth(World& world, NodeId node, uint64_t bytes_per_second) {
  for (const NodeId other : world.nodes()) {
    if (other != node) world.network().SetBandwidth(node, other, bytes_per_second);
  }
}

void MakeRing(World& world, uint32_t variant) {
  const auto nodes = static_cast<uint32_t>(world.nodes().size());
  for (uint32_t i = 0; i < nodes; ++i) {
    for (uint32_t j = 0; j < i; ++j) {
      const uint32_t apart = i - j;  // and, the other way round, nodes - apart
      bool cut = nodes == 3 ? 3 - i - j == variant % 3 : apart != 1 && apart != nodes - 1;
      if (nodes == 5 && variant % 2 == 1) cut = !cut;  // the ring 1-3-5-2-4
      SetLinkCut(world, NodeId(i + 1), NodeId(j + 1), cut);
    }
  }
}

}  // namespace paxosstore::sim
