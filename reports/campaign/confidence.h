// How much a number of runs tells about all the runs that could have been made.
#ifndef PAXOSSTORE_REPORTS_CAMPAIGN_CONFIDENCE_H_
#define PAXOSSTORE_REPORTS_CAMPAIGN_CONFIDENCE_H_

#include <cstdint>
#include <string>

namespace paxosstore::reports {

// Exact bounds (Clopper and Pearson) for the share of runs that fail, for runs that do not depend
// on each other. REQUIRES: runs > 0.
struct ShareBounds {
  double lower = 0;
  double upper = 1;
};
// It lies between the two with 95 % confidence.
ShareBounds ShareBetween(uint64_t failures, uint64_t runs);
// It is below this with 95 % confidence; without failures nearly 3 / runs, the rule of three.
double ShareBelow(uint64_t failures, uint64_t runs);

// "one in 334", "14 %": rounded so that it is not less than the share. REQUIRES: share > 0.
std::string OneIn(double share);
// "between one in 25,720 and one in 19,787", "between 37 % and 76 %".
std::string InWords(const ShareBounds& bounds);

// Of so many runs, each of which finds with that chance, at most so many find.
double ChanceOfAtMost(uint64_t found, uint64_t runs, double chance);

}  // namespace paxosstore::reports

#endif  // PAXOSSTORE_REPORTS_CAMPAIGN_CONFIDENCE_H_
