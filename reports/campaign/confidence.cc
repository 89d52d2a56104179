#include "reports/campaign/confidence.h"

#include <boost/math/distributions/binomial.hpp>

#include "absl/strings/str_format.h"
#include "reports/units.h"

namespace paxosstore::reports {
namespace {

using Binomial = boost::math::binomial_distribution<double>;

double Upper(uint64_t failures, uint64_t runs, double error) {
  if (failures == runs) return 1;
  return Binomial::find_upper_bound_on_p(static_cast<double>(runs), static_cast<double>(failures),
                                         error);
}

double Lower(uint64_t failures, uint64_t runs, double error) {
  if (failures == 0) return 0;
  return Binomial::find_lower_bound_on_p(static_cast<double>(runs), static_cast<double>(failures),
                                         error);
}

}  // namespace

ShareBounds ShareBetween(uint64_t failures, uint64_t runs) {
  return {Lower(failures, runs, 0.025), Upper(failures, runs, 0.025)};
}

double ShareBelow(uint64_t failures, uint64_t runs) { return Upper(failures, runs, 0.05); }

std::string OneIn(double share) {
  const double every = 1 / share;
  if (every < 10) return absl::StrFormat("one in %.1f", every);
  return "one in " + Grouped(static_cast<uint64_t>(every));
}

}  // namespace paxosstore::reports
