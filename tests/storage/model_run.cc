#include "tests/storage/model_run.h"

#include <algorithm>
#include <utility>

namespace paxosstore::storage {
namespace {

constexpr uint32_t kObjects = 16;

// A few objects are written so rarely that the log goes round beneath them.
uint32_t ObjectOf(uint32_t draw) { return draw % 128 < 124 ? draw % 12 : 12 + draw % 4; }

std::string Payload(uint64_t number, uint32_t size) {
  std::string payload;
  while (payload.size() < size) payload += std::to_string(number) + ",";
  return payload;
}

// Mostly a hundred bytes or so, sometimes several pages.
uint32_t SizeOf(uint32_t draw) { return draw % 16 == 0 ? draw % 9000 : draw % 300; }

}  // namespace

std::string ToString(const Command& command) {
  static const char* const kNames[] = {"write", "run",           "run all",  "crash",
                                       "kill",  "crash in open", "fail sync"};
  return std::string(kNames[static_cast<size_t>(command.kind)]) + "(" + std::to_string(command.a) +
         "," + std::to_string(command.b) + "," + std::to_string(command.c) + ")";
}

ModelRun::ModelRun(uint64_t seed, const StoreOptions& options) : machine_(seed, options) {
  Restart();
}

void ModelRun::Fail(std::string what) {
  if (failure_.empty()) failure_ = std::move(what);
}

void ModelRun::Do(const Command& command) {
  if (!failure_.empty()) return;
  switch (command.kind) {
    case Command::Kind::kWrite:
      return Write(command);
    case Command::Kind::kRunSome:
      return machine_.RunSome(command.a % 8);
    case Command::Kind::kRunAll:
      machine_.RunAll();
      return CompareNow();
    case Command::Kind::kCrash:
      machine_.Crash();
      return Restart();
    case Command::Kind::kKill:
      machine_.KillProcess();
      return Restart();
    case Command::Kind::kCrashInOpen:
      machine_.Crash();
      if (!machine_.BeginOpen().ok()) return Restart();  // which reports it
      machine_.RunSome(command.a % 12);
      if (command.b % 2 == 0) {
        machine_.Crash();
      } else {
        machine_.KillProcess();
      }
      return Restart();
    case Command::Kind::kFailSync:
      machine_.disk().FailNextSyncs(1);
      for (uint32_t i = 0; i <= command.a % 4; ++i) {
        Write({Command::Kind::kWrite, command.b + i, command.c + i, command.a + i});
        machine_.RunSome(command.b % 16);
      }
      machine_.RunAll();
      if (command.c % 2 == 0) {
        machine_.Crash();
      } else {
        machine_.KillProcess();
      }
      return Restart();
  }
}

EntryRecord ModelRun::MakeRecord(const std::string& object, const State& state,
                                 const Command& command) {
  const uint64_t entry = state.chosen.value() + 1;
  const Ballot ballot{state.pending.promised.round + command.c % 3 + 1, NodeId(command.b % 3 + 1)};
  ValuePtr value;
  auto fresh = [&] {
    const uint64_t number = next_value_++;
    return MakeValue(number, Payload(number, SizeOf(command.c)), command.c % 4);
  };
  const bool can_promote = state.pending.value != nullptr;
  switch (command.b % 8) {
    case 0:
      return Promise(object, entry, ballot);
    case 1:
      return Chosen(object, entry + command.c % 3, fresh());
    case 2:
      if (can_promote) return Promise(object, entry + 1, {1, NodeId(1)}, true);
      return Promise(object, entry, ballot);
    case 3:
    case 4:
      return Accept(object, entry, ballot, fresh());
    default:
      if (can_promote) return Accept(object, entry + 1, {1, NodeId(2)}, fresh(), true);
      return Accept(object, entry, ballot, fresh());
  }
}

void ModelRun::Write(const Command& command) {
  const std::string object = "object-" + std::to_string(ObjectOf(command.a));
  State& state = now_[object];
  const EntryRecord record = MakeRecord(object, state, command);
  if (record.kind == EntryRecord::Kind::kChosen) {
    state = {record.entry, record.value, {}};
  } else {
    if (record.previous_is_chosen) state = {record.entry.Previous(), state.pending.value, {}};
    state.pending.promised = record.promised;
    if (record.kind == EntryRecord::Kind::kAccept) {
      state.pending.accepted = record.accepted;
      state.pending.value = record.value;
    }
  }
  writes_.push_back({object, state});
  const uint64_t index = writes();
  machine_.store().Write(record,
                         [this, index](const absl::Status& status) { OnDurable(index, status); });
  std::optional<State> found = Find(object);
  if (found.has_value() && !Same(*found, state)) {
    Fail("after a write: " + object + " is " + Show(*found) + ", not " + Show(state));
  }
}

void ModelRun::OnDurable(uint64_t index, const absl::Status& status) {
  if (!status.ok()) {
    if (latched_.has_value() && *latched_ != status) Fail("the latched error has changed");
    latched_ = status;
    return;
  }
  if (latched_.has_value()) return Fail("a write was durable after an error");
  if (index != acknowledged_ + 1) {
    return Fail("write " + std::to_string(index) + " was durable after write " +
                std::to_string(acknowledged_));
  }
  acknowledged_ = index;
}

void ModelRun::Restart() {
  ++restarts_;
  const Incarnation before(generation_);
  for (int attempt = 0; attempt < 3; ++attempt) {
    latched_.reset();
    const absl::Status opened = machine_.Open();
    if (opened.ok()) {
      generation_ = machine_.store().incarnation().value();
      if (machine_.store().incarnation() <= before) Fail("the incarnation did not grow");
      return Compare();
    }
    // A sync that was to fail may have been left over for the opening.
    if (!machine_.running()) return Fail("open: " + opened.ToString());
    machine_.KillProcess();
  }
  Fail("cannot be opened");
}

std::optional<ModelRun::State> ModelRun::Find(const std::string& object) {
  absl::StatusOr<LogState> log = machine_.store().Load(object);
  if (!log.ok()) {
    Fail("load: " + log.status().ToString());
    return std::nullopt;
  }
  return State{log->chosen, log->chosen_value, log->pending};
}

ModelRun::State ModelRun::StateAt(const std::string& object, uint64_t prefix) const {
  for (uint64_t i = prefix - forgotten_; i > 0; --i) {
    if (writes_[i - 1].object == object) return writes_[i - 1].state;
  }
  const auto at = floor_.find(object);
  return at == floor_.end() ? State() : at->second;
}

bool ModelRun::Holds(uint64_t prefix, const std::map<std::string, State>& found) {
  return std::all_of(found.begin(), found.end(), [&](const auto& item) {
    return Same(item.second, StateAt(item.first, prefix));
  });
}

// The longest prefix that fits is what has survived.
void ModelRun::Compare() {
  std::map<std::string, State> found;
  for (uint32_t i = 0; i < kObjects; ++i) {
    const std::string object = "object-" + std::to_string(i);
    std::optional<State> state = Find(object);
    if (!state.has_value()) return;
    found[object] = *std::move(state);
  }
  uint64_t prefix = writes();
  while (prefix > acknowledged_ && !Holds(prefix, found)) --prefix;
  if (!Holds(prefix, found)) {
    std::string what = "after a restart no prefix of at least " + std::to_string(acknowledged_) +
                       " of " + std::to_string(writes()) + " writes fits:";
    for (const auto& [object, state] : found) {
      const State least = StateAt(object, acknowledged_);
      if (!Same(state, least))
        what += " " + object + " is " + Show(state) + ", at least " + Show(least);
    }
    return Fail(what);
  }
  now_ = found;
  floor_ = std::move(found);
  forgotten_ = acknowledged_ = prefix;
  writes_.clear();
  CompareSummaries();
}

void ModelRun::CompareNow() {
  for (const auto& [object, state] : now_) {
    std::optional<State> found = Find(object);
    if (!found.has_value()) return;
    if (!Same(*found, state)) Fail(object + " is " + Show(*found) + ", not " + Show(state));
  }
  CompareSummaries();
}

void ModelRun::CompareSummaries() {
  uint64_t live_keys = 0;
  machine_.store().Visit("", 1000, [&](const EntryStore::Summary& summary) {
    const State& state = now_[std::string(summary.object)];
    live_keys += summary.live_keys;
    const uint32_t expected = state.chosen_value == nullptr ? 0 : state.chosen_value->live_keys;
    if (summary.chosen != state.chosen || summary.live_keys != expected ||
        summary.pending != !state.pending.promised.IsNone()) {
      Fail("summary of " + std::string(summary.object) + " does not fit " + Show(state));
    }
  });
  if (live_keys != machine_.store().live_keys()) Fail("live keys are miscounted");
}

bool ModelRun::Same(const State& a, const State& b) {
  auto same_bytes = [](const ValuePtr& x, const ValuePtr& y) {
    return SameValue(x, y) && (x == nullptr || x->payload == y->payload);
  };
  return a.chosen == b.chosen && same_bytes(a.chosen_value, b.chosen_value) &&
         a.pending == b.pending && same_bytes(a.pending.value, b.pending.value);
}

std::string ModelRun::Show(const State& state) {
  auto value = [](const ValuePtr& v) { return v == nullptr ? "-" : ToString(v->id); };
  return "[chosen " + ToString(state.chosen) + " " + value(state.chosen_value) +
         " m=" + ToString(state.pending.promised) + " n=" + ToString(state.pending.accepted) +
         " v=" + value(state.pending.value) + "]";
}

}  // namespace paxosstore::storage
