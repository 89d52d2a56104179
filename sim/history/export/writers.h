// The formats, each as text from calls. What is in them, and how they are read back:
// sim/check/formats/formats.h.
#ifndef PAXOSSTORE_SIM_HISTORY_EXPORT_WRITERS_H_
#define PAXOSSTORE_SIM_HISTORY_EXPORT_WRITERS_H_

#include <string>
#include <string_view>

#include "sim/history/export/register_call.h"

namespace paxosstore::sim {

// What these append to `notes` is not in the text.
std::string WriteKv(RegisterCalls calls, std::vector<std::string>* notes);
std::string WriteEtcd(RegisterCalls calls, std::vector<std::string>* notes);
std::string WriteJepsen(const RegisterCalls& calls);

// Takes those away that were not done, for formats that have no form for them: they had no effect,
// and saw nothing that counts.
void LeaveOutNotDone(RegisterCalls* calls, std::vector<std::string>* notes);
// "text" with what EDN escapes.
std::string QuoteEdn(std::string_view text);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_HISTORY_EXPORT_WRITERS_H_
