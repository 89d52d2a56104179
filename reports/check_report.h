// What the checker found in a file with histories: the same for the text and for the page.
#ifndef PAXOSSTORE_REPORTS_CHECK_REPORT_H_
#define PAXOSSTORE_REPORTS_CHECK_REPORT_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "sim/check/evidence.h"
#include "sim/check/search.h"

namespace paxosstore::reports {

struct CheckedKey {
  std::string name;  // empty: the file has only this one
  size_t operations = 0;
  sim::Verdict verdict = sim::Verdict::kUndecided;
  std::string layer;         // which one decided, or gave up
  uint64_t took_us = 0;      // to decide; without the time to find evidence
  sim::Evidence evidence{};  // of a violation; nothing guilty: none was found in time.
                             // If undecided, its `why`, if more is known than that the budget ended
};

struct CheckReport {
  std::string file;
  std::string format;
  std::string about;     // which run it is of: "scenario steady, seed 7"; may be empty
  uint64_t budget = 0;   // steps for each key
  uint64_t took_us = 0;  // all keys, with the time to find evidence
  std::vector<CheckedKey> keys;
};

struct CheckTotals {
  // A violation if any key has one; else undecided if any key is.
  sim::Verdict verdict = sim::Verdict::kLinearizable;
  size_t operations = 0;
  size_t linearizable = 0, violated = 0, undecided = 0;  // keys
  std::map<std::string, size_t> decided_by;              // keys by layer
};

CheckTotals TotalsOf(const CheckReport& report);

// "linearizable", "NOT linearizable", "undecided"
const char* InWords(sim::Verdict verdict);

// Why, as a sentence without its full stop, also where the evidence has none.
std::string Explanation(const sim::Evidence& evidence);

// Beyond so many keys, those that are linearizable are counted and not listed.
inline constexpr size_t kListedKeysMax = 20;

}  // namespace paxosstore::reports

#endif  // PAXOSSTORE_REPORTS_CHECK_REPORT_H_
