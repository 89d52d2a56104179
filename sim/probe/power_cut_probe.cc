#include "sim/probe/power_cut_probe.h"

#include <algorithm>
#include <utility>

#include "sim/probe/aside.h"
#include "sim/probe/recovery.h"

namespace paxosstore::sim {
namespace {

// The highest ballot of which the platter of `node` holds an accept.
Ballot DurableAccept(const EntryTrack& track, NodeId node) {
  Ballot highest;
  for (const AcceptTrack& accept : track.accepts) {
    if (accept.durable_nodes >> IndexOf(node) & 1) highest = std::max(highest, accept.ballot);
  }
  return highest;
}

}  // namespace

PowerCutProbe::PowerCutProbe(World* world, const ProbeOptions& options)
    : world_(world), options_(options) {
  if (options_.one_boundary_in == 0) return;
  world_->watch().set_state_book(&book_);
  for (const NodeId node : world_->nodes()) {
    for (uint32_t s = 0; s < world_->options().shards; ++s) {
      const Machine machine{node, ShardId(s)};
      world_->host(node, machine.shard).disk().set_on_boundary([this, machine] {
        AtBoundary(machine);
      });
    }
  }
}

PowerCutProbe::~PowerCutProbe() {
  if (options_.one_boundary_in == 0) return;
  world_->watch().set_state_book(nullptr);
  for (const NodeId node : world_->nodes()) {
    for (uint32_t s = 0; s < world_->options().shards; ++s) {
      world_->host(node, ShardId(s)).disk().set_on_boundary(nullptr);
    }
  }
}

void PowerCutProbe::AtBoundary(const Machine& machine) {
  RandomStream random(SubSeed(world_->seed(), "power-cut probe", seen_++), nullptr);
  if (random.Below(options_.one_boundary_in) != 0 || world_->judge().failed()) return;
  // What a disk has damaged behind everybody's back is not for recovery to bring back.
  if (world_->host(machine.node, machine.shard).disk().damaged()) return;
  ++boundaries_;
  const Aside aside;
  Probe(machine, random);
}

void PowerCutProbe::Probe(const Machine& machine, RandomStream& random) {
  Choices choices;
  TryImage(machine, choices);  // everything unsynced is lost
  if (CountImages(machine) <= options_.images_max) {
    while (choices.Advance()) TryImage(machine, choices);
    return;
  }
  for (uint32_t i = 1; i < options_.images_max; ++i) {
    choices.Sample(&random);
    TryImage(machine, choices);
  }
}

// How many there are; counts no further than one too many.
uint32_t PowerCutProbe::CountImages(const Machine& machine) const {
  const DiskModel& disk = world_->host(machine.node, machine.shard).disk();
  Choices choices;
  uint32_t count = 0;
  do {
    BuildCrashImage(disk.directory(), choices);
  } while (++count <= options_.images_max && choices.Advance());
  return count;
}

void PowerCutProbe::TryImage(const Machine& machine, Choices& choices) {
  if (world_->judge().failed()) return;
  ++images_;
  const DiskModel& disk = world_->host(machine.node, machine.shard).disk();
  CrashImage image = BuildCrashImage(disk.directory(), choices);
  Recovery recovery(std::move(image.files), world_->options().store);
  std::optional<std::string> wrong;
  if (!recovery.status().ok()) {
    wrong = "does not open: " + std::string(recovery.status().message());
  } else {
    wrong = Judge(machine, recovery.store());
  }
  if (!wrong.has_value()) return;
  world_->judge().Fail(kName, "n" + ToString(machine.node) + "/s" + ToString(machine.shard) +
                                  " after a power cut with" +
                                  (image.story.empty() ? " nothing lost;" : image.story) + " it " +
                                  *wrong);
}

std::optional<std::string> PowerCutProbe::Judge(const Machine& machine, EntryStore& store) const {
  std::vector<ObjectTrack>& objects = world_->watch().ledger().objects();
  uint64_t written = 0;
  for (size_t index = 0; index < objects.size(); ++index) {
    if (world_->placement().ShardOfObject(objects[index].name) != machine.shard) continue;
    const absl::StatusOr<LogState> state = store.Load(objects[index].name);
    if (!state.ok()) {
      return "cannot read " + objects[index].name + ": " + std::string(state.status().message());
    }
    if (auto wrong = JudgeObject(machine, index, *state)) {
      return "holds of " + objects[index].name + " version " + ToString(state->chosen) +
             ", pending " + ToString(state->pending) + ": " + *wrong;
    }
    written += state->chosen != EntryId() || !state->pending.promised.IsNone() ? 1 : 0;
  }
  if (store.objects() > written) return "holds objects that nobody wrote";
  return std::nullopt;
}

std::optional<std::string> PowerCutProbe::JudgeObject(const Machine& machine, size_t index,
                                                      const LogState& state) const {
  const NodeId node = machine.node;
  ObjectTrack& object = world_->watch().ledger().objects()[index];
  const uint64_t durable_chosen = object.nodes[IndexOf(node)].durable_chosen;
  if (state.chosen.value() < durable_chosen) {
    return "entry " + std::to_string(durable_chosen) + " was stored as chosen";
  }
  if (state.chosen_value != nullptr) {
    const EntryTrack& track = object.At(state.chosen);
    const bool same = track.chosen && track.chosen_id == state.chosen_value->id &&
                      (!track.content_seen || track.digest == StampOf(*state.chosen_value).digest);
    if (!same) return "another value, or none, was chosen there";
  }
  const EntryId pending = state.chosen.Next();
  const EntryTrack& track = object.At(pending);
  const Ballot promise = track.durable_promise[IndexOf(node)];
  if (state.pending.promised < promise) return "promise " + ToString(promise) + " was durable";
  const Ballot accept = DurableAccept(track, node);
  if (state.pending.accepted < accept) return "an accept at " + ToString(accept) + " was durable";
  for (uint64_t e = pending.value() + 1; e <= object.entries.size(); ++e) {
    if (!object.entries[e - 1].durable_promise[IndexOf(node)].IsNone()) {
      return "a promise of entry " + std::to_string(e) + " was durable";
    }
  }
  if (!book_.Has(index, node, pending, state.pending)) return "the node never was in that state";
  return std::nullopt;
}

}  // namespace paxosstore::sim
