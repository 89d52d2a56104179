#include "tools/paxsim/check_registers.h"

#include <map>
#include <memory>
#include <utility>

#include "core/base/status_macros.h"
#include "sim/check/formats/formats.h"
#include "sim/check/register_check.h"
#include "sim/check/register_evidence.h"

namespace paxosstore::paxsim {
namespace {

using Parser = absl::StatusOr<sim::RegisterHistories> (*)(std::string_view, const std::string&);

const std::map<std::string, Parser>& Parsers() {
  static const std::map<std::string, Parser> parsers = {
      {"etcd", sim::ParseEtcd}, {"jepsen", sim::ParseJepsen}, {"kv", sim::ParseKv}};
  return parsers;
}

reports::CheckedKey Judge(sim::RegisterHistories& histories, size_t which, uint64_t budget) {
  const sim::RegisterHistory& history = histories.keys[which];
  const sim::RegisterVerdict decided =
      sim::CheckRegister(history.operations, &histories.values, budget);
  reports::CheckedKey key;
  key.name = history.key.empty() && histories.keys.size() > 1 ? "\"\"" : history.key;
  key.operations = history.operations.size();
  key.verdict = decided.verdict;
  key.layer = std::string(decided.layer);
  return key;
}

}  // namespace

absl::StatusOr<HistoryToCheck> ReadRegisters(const CheckFlags& flags) {
  ASSIGN_OR_RETURN(const std::string text, ReadWhole(flags.file));
  ASSIGN_OR_RETURN(sim::RegisterHistories read, Parsers().at(flags.format)(text, flags.file));
  const auto histories = std::make_shared<sim::RegisterHistories>(std::move(read));
  HistoryToCheck history;
  for (size_t i = 0; i < histories->keys.size(); ++i) {
    const auto find_evidence = [histories, i] {
      const auto& operations = histories->keys[i].operations;
      return InWords(FindEvidence(operations, &histories->values, kEvidenceBudget),
                     histories->values);
    };
    history.keys.push_back(
        {[histories, i, budget = flags.budget] { return Judge(*histories, i, budget); },
         find_evidence});
  }
  return history;
}

}  // namespace paxosstore::paxsim
