#include "sim/history/export/export.h"

#include <utility>

#include "core/base/status_macros.h"
#include "sim/history/export/register_call.h"
#include "sim/history/export/writers.h"

namespace paxosstore::sim {

void LeaveOutNotDone(RegisterCalls* calls, std::vector<std::string>* notes) {
  const size_t out = std::erase_if(calls->calls, [](const RegisterCall& call) {
    return call.operation->fate == Fate::kNotDone;
  });
  if (out == 0) return;
  notes->push_back(std::to_string(out) +
                   " operations that were refused, and so had no effect, have no form here: they "
                   "are left out, which changes no verdict");
}

std::string QuoteEdn(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    switch (c) {
      case '\n':
        quoted += "\\n";
        break;
      case '\t':
        quoted += "\\t";
        break;
      case '\r':
        quoted += "\\r";
        break;
      case '"':
      case '\\':
        quoted += '\\';
        [[fallthrough]];
      default:
        quoted += c;
    }
  }
  return quoted + '"';
}

absl::StatusOr<Exported> Export(const RecordedHistory& history, ForeignFormat format) {
  ASSIGN_OR_RETURN(RegisterCalls calls, ToRegisterCalls(history, format));
  Exported exported{"", std::exchange(calls.notes, {})};
  switch (format) {
    case ForeignFormat::kKv:
      exported.text = WriteKv(std::move(calls), &exported.notes);
      break;
    case ForeignFormat::kEtcd:
      exported.text = WriteEtcd(std::move(calls), &exported.notes);
      break;
    case ForeignFormat::kJepsen:
      exported.text = WriteJepsen(calls);
      break;
  }
  return exported;
}

}  // namespace paxosstore::sim
