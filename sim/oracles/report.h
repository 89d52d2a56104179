// What the oracles are told, as data: a run's reports can be recorded, changed and told again to a
// fresh watch. So the oracles themselves are tested: by what they make of a true story, and of the
// same story with one thing wrong.
#ifndef PAXOSSTORE_SIM_ORACLES_REPORT_H_
#define PAXOSSTORE_SIM_ORACLES_REPORT_H_

#include <string>
#include <variant>

#include "core/base/ids.h"
#include "core/paxoslog/entry_store.h"
#include "core/replica/message.h"

namespace paxosstore::sim {

class Watch;

// Each stands for the hook of Watch with its name.
struct StateReport {
  NodeId node;
  std::string object;
  EntryId entry;
  AcceptorState state;
};
struct ChosenReport {
  NodeId node;
  std::string object;
  EntryId entry;
  Value value;
};
struct DurableReport {
  NodeId node;
  EntryRecord record;
};
struct RecoveredReport {
  NodeId node;
  std::string object;
  LogState state;
};
struct SendReport {
  NodeId from, to;
  Message message;
};
struct AnswerReport {
  NodeId node;
  std::string object;
  EntryId version;
};
using Report = std::variant<StateReport, ChosenReport, DurableReport, RecoveredReport, SendReport,
                            AnswerReport>;

// One line, for test failures.
std::string ToString(const Report& report);

// Calls the hook.
void Tell(Watch& watch, const Report& report);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_ORACLES_REPORT_H_
