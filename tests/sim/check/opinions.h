// What each layer of the checker says of a history of a few operations, beside the naive judge; and
// a history on which they disagree, made small.
#ifndef PAXOSSTORE_TESTS_SIM_CHECK_OPINIONS_H_
#define PAXOSSTORE_TESTS_SIM_CHECK_OPINIONS_H_

#include <functional>
#include <string>
#include <vector>

#include "sim/check/register_check.h"
#include "sim/check/search.h"

namespace paxosstore::sim {

using Operations = std::vector<RegisterOperation>;

// A layer under test. It may number new values.
struct Layer {
  std::string name;
  std::function<Verdict(const Operations&, Values*)> decide;
  bool may_be_undecided = false;
};

Layer MonitorLayer();                              // the chain monitor alone
Layer SearchLayer(uint64_t budget = 10'000'000);   // the search alone
Layer NarrowSweep(Excess excess, size_t width);    // one sweep that joins or drops early
Layer WholeChecker(uint64_t budget = 10'000'000);  // CheckRegister

std::string NameOf(Verdict verdict);

// Whether a layer contradicts the naive judge, or is undecided where it may not be.
bool Disagree(const std::vector<Layer>& layers, const Operations& operations, Values* values);

// `operations` without all that the disagreement does not need, and what each says of the rest; for
// a failed test.
struct Disagreement {
  Operations operations;
  std::string text;
};
Disagreement MakeSmall(const std::vector<Layer>& layers, Operations operations, Values* values);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_TESTS_SIM_CHECK_OPINIONS_H_
