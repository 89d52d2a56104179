// tools/paxsim/mutant_curves.json, as it was when this program was built.
#ifndef PAXOSSTORE_TOOLS_PAXSIM_MUTANT_CURVES_JSON_H_
#define PAXOSSTORE_TOOLS_PAXSIM_MUTANT_CURVES_JSON_H_

#include <string_view>

namespace paxosstore::paxsim {

extern const std::string_view kMutantCurves;

}  // namespace paxosstore::paxsim

#endif  // PAXOSSTORE_TOOLS_PAXSIM_MUTANT_CURVES_JSON_H_
