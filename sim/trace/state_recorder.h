// Records what each replica holds of each object, in memory and on its platter, and which entries
// become chosen, from what the oracles are told.
//
// A crash may keep more on a platter than was ever reported, and damage may leave less: what a
// start finds there corrects the picture.
#ifndef PAXOSSTORE_SIM_TRACE_STATE_RECORDER_H_
#define PAXOSSTORE_SIM_TRACE_STATE_RECORDER_H_

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "sim/oracles/ledger.h"
#include "sim/oracles/report.h"
#include "sim/trace/trace_book.h"

namespace paxosstore::sim {

class StateRecorder {
 public:
  explicit StateRecorder(TraceBook* book);
  ~StateRecorder();

  // Before it is judged.
  void Hear(const Report& report);
  // The process of the node is gone, and its memory with it.
  void Forget(NodeId node);

 private:
  using Where = TracedState::Where;
  // One object on one replica, in one of the two places.
  struct Held {
    EntryId chosen;
    std::string chosen_value;
    EntryId entry;  // the pending one
    Ballot promised, accepted;
    std::string value;
    friend bool operator==(const Held&, const Held&) = default;
  };
  using Places = std::array<Held, 2>;  // by Where

  void Hear(const StateReport& report);
  void Hear(const ChosenReport& report);
  void Hear(const DurableReport& report);
  void Hear(const RecoveredReport& report);
  void Hear(const SendReport& report);
  void OnEntryChosen(const ObjectTrack& object, EntryId entry, const EntryTrack& track);

  Held& At(ObjectIndex object, NodeId node, Where where);
  // It holds this from now on; told if that is something new.
  void Become(ObjectIndex object, NodeId node, Where where, Held held, std::string what);
  // What a disk that holds `held` holds after the record as well.
  Held After(Held held, const EntryRecord& record);
  Held Of(const LogState& state);

  TraceBook* const book_;
  std::vector<std::array<Places, kNodesMax>> held_;  // by object
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_TRACE_STATE_RECORDER_H_
