#include "tests/sim/oracles/story.h"

#include <algorithm>
#include <set>
#include <variant>

#include "core/base/check.h"
#include "sim/workload/client_pool.h"
#include "sim/world/world.h"

namespace paxosstore::sim {
namespace {

WorkloadSpec Contending() {
  WorkloadSpec spec;
  spec.clients = 5;
  spec.objects = 2;
  spec.hot = {2, 3};
  spec.think = Milliseconds(2);
  spec.sticky = {};
  return spec;
}

WorldOptions ThreeNodes(const WorkloadSpec& spec) {
  WorldOptions options;
  options.nodes = Story::kNodes;
  options.objects = ObjectNames(spec);
  options.store.segment_bytes = 64 << 10;
  options.shard.sweep_every = Milliseconds(200);
  return options;
}

void Live(World& world, ClientPool& clients) {
  world.StartAll();
  clients.Begin();
  world.RunFor(Milliseconds(20));
  world.Restart(NodeId(2));
  world.RunFor(Milliseconds(15));
  world.Crash(NodeId(1));
  world.RunFor(Milliseconds(10));
  world.Start(NodeId(1));
  world.RunFor(Milliseconds(15));
  clients.Stop();
  world.RunFor(Milliseconds(600));
}

}  // namespace

Story Story::Record(uint64_t seed) {
  Story story;
  const WorkloadSpec spec = Contending();
  World world(seed, ThreeNodes(spec));
  {
    ClientPool clients(&world, spec);
    world.watch().set_tap([&story](const Report& report) { story.reports_.push_back(report); });
    Live(world, clients);
    CHECK(!world.judge().failed());
    story.history_ = world.history();
    story.objects_ = world.options().objects;
  }
  for (uint32_t object = 0; object < story.history_.objects(); ++object) {
    for (Operation& operation : story.history_.of(object)) operation.effect_entry = EntryId(0);
  }
  story.BuildIndex();
  return story;
}

void Story::BuildIndex() {
  sightings_.clear();
  for (size_t i = 0; i < reports_.size(); ++i) {
    if (const auto* durable = std::get_if<DurableReport>(&reports_[i])) {
      const EntryRecord& record = durable->record;
      if (record.kind == EntryRecord::Kind::kChosen) continue;
      const bool accept = record.kind == EntryRecord::Kind::kAccept;
      sightings_[{record.object, record.entry}].push_back(
          {i, durable->node, record.promised, accept ? record.accepted : Ballot{},
           accept ? std::optional(record.value->id) : std::nullopt, true});
    } else if (const auto* send = std::get_if<SendReport>(&reports_[i])) {
      const auto* paxos = std::get_if<PaxosMessage>(&send->message.body);
      if (paxos == nullptr || !paxos->proposal.has_value()) continue;
      if (paxos->proposal->value == nullptr) continue;
      sightings_[{paxos->object, paxos->entry}].push_back(
          {i, send->from, {}, paxos->proposal->accepted, paxos->proposal->value->id, false});
    }
  }
}

const std::vector<Story::Sighting>& Story::At(const std::string& object, EntryId entry) const {
  static const std::vector<Sighting> kNone;
  const auto it = sightings_.find({object, entry});
  return it == sightings_.end() ? kNone : it->second;
}

Ballot Story::PromiseBefore(size_t i, NodeId node, const std::string& object, EntryId entry) const {
  Ballot highest;
  for (const Sighting& s : At(object, entry)) {
    if (s.at < i && s.durable && s.node == node) highest = std::max(highest, s.promised);
  }
  return highest;
}

bool Story::AcceptBefore(size_t i, NodeId node, const std::string& object, EntryId entry,
                         Ballot accepted) const {
  const auto& all = At(object, entry);
  return std::any_of(all.begin(), all.end(), [&](const Sighting& s) {
    return s.at < i && s.durable && s.node == node && s.id.has_value() && s.accepted == accepted;
  });
}

std::optional<ProposalId> Story::LastAcceptBefore(size_t i, NodeId node, const std::string& object,
                                                  EntryId entry) const {
  const Sighting* last = nullptr;
  for (const Sighting& s : At(object, entry)) {
    if (s.at >= i || !s.durable || s.node != node || !s.id.has_value()) continue;
    if (last == nullptr || last->accepted < s.accepted) last = &s;
  }
  return last == nullptr ? std::nullopt : last->id;
}

std::optional<ProposalId> Story::SeenBefore(size_t i, const std::string& object, EntryId entry,
                                            Ballot ballot) const {
  for (const Sighting& s : At(object, entry)) {
    if (s.at < i && s.id.has_value() && s.accepted == ballot) return s.id;
  }
  return std::nullopt;
}

EntryId Story::KnownBefore(size_t i, NodeId node, const std::string& object) const {
  EntryId known;
  for (size_t k = 0; k < i; ++k) {
    if (const auto* chosen = std::get_if<ChosenReport>(&reports_[k])) {
      if (chosen->node == node && chosen->object == object) known = chosen->entry;
    } else if (const auto* recovered = std::get_if<RecoveredReport>(&reports_[k])) {
      if (recovered->node == node && recovered->object == object) known = recovered->state.chosen;
    }
  }
  return known;
}

EntryId Story::StoredBefore(size_t i, NodeId node, const std::string& object) const {
  EntryId stored;
  for (size_t k = 0; k < i; ++k) {
    const auto* durable = std::get_if<DurableReport>(&reports_[k]);
    if (durable == nullptr || durable->node != node || durable->record.object != object) continue;
    const EntryRecord& record = durable->record;
    if (record.kind == EntryRecord::Kind::kChosen) stored = std::max(stored, record.entry);
    if (record.previous_is_chosen) stored = std::max(stored, record.entry.Previous());
  }
  return stored;
}

const StateReport* Story::StateBefore(size_t i, NodeId node, const std::string& object) const {
  const StateReport* last = nullptr;
  for (size_t k = 0; k < i; ++k) {
    if (const auto* state = std::get_if<StateReport>(&reports_[k])) {
      if (state->node == node && state->object == object) last = state;
    } else if (const auto* recovered = std::get_if<RecoveredReport>(&reports_[k])) {
      if (recovered->node == node && recovered->object == object) last = nullptr;
    }
  }
  return last;
}

size_t Story::ChosenAt(const std::string& object, EntryId entry) const {
  std::map<Ballot, std::set<NodeId>> votes;
  for (const Sighting& s : At(object, entry)) {
    if (!s.durable || !s.id.has_value()) continue;
    votes[s.accepted].insert(s.node);
    if (votes[s.accepted].size() > kNodes / 2) return s.at;
  }
  return reports_.size();
}

std::optional<ProposalId> Story::ChosenId(const std::string& object, EntryId entry) const {
  const size_t at = ChosenAt(object, entry);
  if (at == reports_.size()) return std::nullopt;
  return std::get<DurableReport>(reports_[at]).record.value->id;
}

size_t Story::ContentsTold(const std::string& object, EntryId entry) const {
  size_t count = 0;
  for (const Report& report : reports_) {
    if (const auto* chosen = std::get_if<ChosenReport>(&report)) {
      count += chosen->object == object && chosen->entry == entry ? 1 : 0;
    } else if (const auto* durable = std::get_if<DurableReport>(&report)) {
      const EntryRecord& record = durable->record;
      const bool whole = record.kind == EntryRecord::Kind::kChosen;
      count += whole && record.object == object && record.entry == entry ? 1 : 0;
    } else if (const auto* recovered = std::get_if<RecoveredReport>(&report)) {
      count += recovered->object == object && recovered->state.chosen == entry ? 1 : 0;
    }
  }
  return count;
}

Story Story::Retold(const std::vector<const Report*>& reports) const {
  Story story;
  story.history_ = history_;
  story.objects_ = objects_;
  for (const Report* report : reports) story.reports_.push_back(*report);
  story.BuildIndex();
  return story;
}

Story Story::Without(size_t i) const {
  Story story = *this;
  story.reports_.erase(story.reports_.begin() + static_cast<ptrdiff_t>(i));
  story.BuildIndex();
  return story;
}

Story Story::With(size_t i, Report report) const {
  Story story = *this;
  story.reports_[i] = std::move(report);
  story.BuildIndex();
  return story;
}

}  // namespace paxosstore::sim
