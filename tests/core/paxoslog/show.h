// Records and messages as one line of text, values by their payload: for golden scripts.
#ifndef PAXOSSTORE_TESTS_CORE_PAXOSLOG_SHOW_H_
#define PAXOSSTORE_TESTS_CORE_PAXOSLOG_SHOW_H_

#include <string>

#include "core/paxos/paxos_message.h"
#include "core/paxoslog/entry_store.h"

namespace paxosstore {

// "2.1": an entry and what follows it. Nothing else is said of ballots than core/paxos says.
std::string Show(const EntryRecord& record);
std::string Show(const PaxosMessage& message);
std::string Show(const AcceptorState& state);

}  // namespace paxosstore

#endif  // PAXOSSTORE_TESTS_CORE_PAXOSLOG_SHOW_H_
