#include "sim/shrink/story.h"

#include <map>
#include <string_view>
#include <tuple>
#include <utility>

#include "sim/oracles/report.h"

namespace paxosstore::sim {
namespace {

std::string Of(std::string_view object, EntryId entry) {
  return "entry " + ToString(entry) + " of " + std::string(object);
}

std::string Name(NodeId node) { return "n" + ToString(node); }

class Teller {
 public:
  void Hear(Instant now, const Report& report) {
    now_ = now;
    std::visit([this](const auto& r) { Tell(r); }, report);
  }
  // A line of the trace, with its time.
  void HearTrace(const std::string& line) {
    if (line.find(" -> n") == std::string::npos || line.find("answer:") != std::string::npos) {
      lines_.push_back(line);
    }
  }
  std::vector<std::string> Finish(size_t lines_max);

 private:
  struct Held {
    Ballot promised, accepted;
  };
  using Place = std::tuple<std::string, EntryId, NodeId>;

  void Say(const std::string& text) { lines_.push_back(ToString(now_) + " " + text); }
  void Tell(const StateReport& report);
  void Tell(const DurableReport& report);
  void Tell(const ChosenReport& report) {
    Say(Name(report.node) + " knows that " + Of(report.object, report.entry) +
        " is chosen: value " + ToString(report.value.id));
  }
  void Tell(const RecoveredReport& report);
  void Tell(const AnswerReport& report) {
    Say(Name(report.node) + " answers a request on " + report.object + " as of version " +
        ToString(report.version));
  }
  void Tell(const SendReport& report) {
    Say(Name(report.from) + " -> " + Name(report.to) + " " + ToString(report.message));
  }

  Instant now_;
  std::vector<std::string> lines_;
  std::map<Place, Held> memory_;
  std::map<Place, Held> disk_;
};

void Teller::Tell(const StateReport& report) {
  Held& held = memory_[{report.object, report.entry, report.node}];
  const std::string where = " for " + Of(report.object, report.entry);
  if (report.state.accepted != held.accepted && report.state.value != nullptr) {
    Say(Name(report.node) + " accepts value " + ToString(report.state.value->id) + " at ballot " +
        ToString(report.state.accepted) + where + ", in memory");
  } else if (report.state.promised != held.promised) {
    Say(Name(report.node) + " promises ballot " + ToString(report.state.promised) + where +
        ", in memory");
  }
  held = {report.state.promised, report.state.accepted};
}

void Teller::Tell(const DurableReport& report) {
  const EntryRecord& record = report.record;
  const std::string disk = "the disk of " + Name(report.node) + " holds ";
  const std::string where = " of " + Of(record.object, record.entry);
  Held& held = disk_[{record.object, record.entry, report.node}];
  switch (record.kind) {
    case EntryRecord::Kind::kPromise:
      held.promised = record.promised;
      return Say(disk + "the promise " + ToString(record.promised) + where);
    case EntryRecord::Kind::kAccept:
      held = {record.promised, record.accepted};
      return Say(disk + "the accept at " + ToString(record.accepted) + where + ", value " +
                 ToString(record.value->id));
    case EntryRecord::Kind::kChosen:
      return Say(disk + "that " + Of(record.object, record.entry) + " is chosen, value " +
                 ToString(record.value->id));
  }
}

void Teller::Tell(const RecoveredReport& report) {
  const LogState& state = report.state;
  for (auto& [place, held] : memory_) {
    if (std::get<0>(place) == report.object && std::get<2>(place) == report.node) held = {};
  }
  if (state.chosen.value() == 0 && state.pending == AcceptorState{}) return;
  memory_[{report.object, state.chosen.Next(), report.node}] = {state.pending.promised,
                                                                state.pending.accepted};
  Say(Name(report.node) + " starts with what its disk held of " + report.object +
      ": chosen up to " + ToString(state.chosen) + ", then " + ToString(state.pending));
}

std::vector<std::string> Teller::Finish(size_t lines_max) {
  std::vector<std::string> told;
  if (lines_.size() > lines_max) {
    const size_t left_out = lines_.size() - lines_max;
    told.push_back("(" + std::to_string(left_out) + " earlier lines are left out)");
    lines_.erase(lines_.begin(), lines_.begin() + static_cast<ptrdiff_t>(left_out));
  }
  told.insert(told.end(), lines_.begin(), lines_.end());
  for (const auto& [place, held] : memory_) {
    const auto& [object, entry, node] = place;
    const auto found = disk_.find(place);
    const Held disk = found == disk_.end() ? Held{} : found->second;
    if (held.promised <= disk.promised && held.accepted <= disk.accepted) continue;
    told.push_back("not on its disk at the end: " + Name(node) + "'s state of " +
                   Of(object, entry) + ", promised " + ToString(held.promised) +
                   " (disk: " + ToString(disk.promised) + "), accepted " + ToString(held.accepted) +
                   " (disk: " + ToString(disk.accepted) + ")");
  }
  return told;
}

}  // namespace

std::vector<std::string> TellStory(const FailureCase& failing, size_t lines_max) {
  Teller teller;
  RunOptions options;
  options.hear = [&teller](Instant now, const Report& report) { teller.Hear(now, report); };
  options.trace = [&teller](const std::string& line) { teller.HearTrace(line); };
  Rerun(failing, std::move(options));
  return teller.Finish(lines_max);
}

}  // namespace paxosstore::sim
