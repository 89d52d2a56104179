#include "sim/shrink/minimise.h"

#include <algorithm>
#include <numeric>

namespace paxosstore::sim {
namespace {

std::vector<size_t> Without(const std::vector<size_t>& list, size_t from, size_t size) {
  std::vector<size_t> rest(list.begin(), list.begin() + static_cast<ptrdiff_t>(from));
  const size_t end = std::min(from + size, list.size());
  rest.insert(rest.end(), list.begin() + static_cast<ptrdiff_t>(end), list.end());
  return rest;
}

}  // namespace

std::vector<size_t> Minimise(size_t count,
                             absl::FunctionRef<bool(const std::vector<size_t>& kept)> fails) {
  std::vector<size_t> kept(count);
  std::iota(kept.begin(), kept.end(), size_t{0});
  if (count == 0 || fails({})) return {};
  // From the end: what comes late is most often what came of it.
  for (size_t size = std::max<size_t>(1, count / 2);;) {
    bool smaller = false;
    for (size_t end = kept.size(); end > 0;) {
      const size_t from = end > size ? end - size : 0;
      std::vector<size_t> rest = Without(kept, from, end - from);
      if (!rest.empty() && fails(rest)) {
        kept = std::move(rest);
        smaller = true;
      }
      end = std::min(from, kept.size());
    }
    if (size > 1) {
      size /= 2;
    } else if (!smaller) {
      return kept;
    }
  }
}

}  // namespace paxosstore::sim
