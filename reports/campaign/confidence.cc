#include "reports/campaign/confidence.h"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <cmath>

#include "absl/strings/str_format.h"
#include "reports/units.h"

namespace paxosstore::reports {
namespace {

// Larger shares are told in percent.
constexpr double kInPercent = 0.1;

using Binomial = boost::math::binomial_distribution<double>;

double Upper(uint64_t failures, uint64_t runs, double error) {
  if (failures >= runs) return 1;
  return Binomial::find_upper_bound_on_p(static_cast<double>(runs), static_cast<double>(failures),
                                         error);
}

double Lower(uint64_t failures, uint64_t runs, double error) {
  if (failures == 0) return 0;
  failures = std::min(failures, runs);
  return Binomial::find_lower_bound_on_p(static_cast<double>(runs), static_cast<double>(failures),
                                         error);
}

std::string Percent(double whole) {
  return std::to_string(static_cast<uint64_t>(whole)) + "\u00a0%";
}

}  // namespace

ShareBounds ShareBetween(uint64_t failures, uint64_t runs) {
  return {Lower(failures, runs, 0.025), Upper(failures, runs, 0.025)};
}

double ShareBelow(uint64_t failures, uint64_t runs) { return Upper(failures, runs, 0.05); }

std::string OneIn(double share) {
  if (share > kInPercent) return Percent(std::ceil(share * 100));
  return "one in " + Grouped(static_cast<uint64_t>(1 / share));
}

std::string InWords(const ShareBounds& bounds) {
  if (bounds.upper > kInPercent) {
    return "between " + Percent(std::floor(bounds.lower * 100)) + " and " + OneIn(bounds.upper);
  }
  return "between one in " + Grouped(static_cast<uint64_t>(std::ceil(1 / bounds.lower))) + " and " +
         OneIn(bounds.upper);
}

double ChanceOfAtMost(uint64_t found, uint64_t runs, double chance) {
  if (found >= runs) return 1;
  return boost::math::cdf(Binomial(static_cast<double>(runs), chance), static_cast<double>(found));
}

}  // namespace paxosstore::reports
