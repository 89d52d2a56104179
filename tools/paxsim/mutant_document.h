// docs/PLANTED_BUGS.md: the catalogue of planted bugs, and how soon each is found.
#ifndef PAXOSSTORE_TOOLS_PAXSIM_MUTANT_DOCUMENT_H_
#define PAXOSSTORE_TOOLS_PAXSIM_MUTANT_DOCUMENT_H_

#include <string>

#include "tools/paxsim/mutant_curves.h"

namespace paxosstore::paxsim {

// A row for each bug of the catalogue, in its order; curves of others do not count.
std::string MutantDocument(const Curves& curves);

// How many ranges took 1, 2-3, 4-7 ... 256 and more runs, and how many were censored ("x"): one
// character each, from none (a dot) to the most.
std::string Histogram(const Curve& curve);

}  // namespace paxosstore::paxsim

#endif  // PAXOSSTORE_TOOLS_PAXSIM_MUTANT_DOCUMENT_H_
