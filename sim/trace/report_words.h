// What the oracles are told, in words, and whom and what it is about.
#ifndef PAXOSSTORE_SIM_TRACE_REPORT_WORDS_H_
#define PAXOSSTORE_SIM_TRACE_REPORT_WORDS_H_

#include <string>

#include "core/replica/message.h"
#include "sim/oracles/report.h"

namespace paxosstore::sim {

struct Subject {
  std::string object;  // empty: it is about no single one
  EntryId entry;       // 0: about no single one
};
Subject SubjectOf(const Message& message);
Subject SubjectOf(const Report& report);
// Whose deed it is.
NodeId NodeOf(const Report& report);

// "n2 sends to n3: paxos k0[4] ..."
std::string InWords(const Report& report);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_TRACE_REPORT_WORDS_H_
