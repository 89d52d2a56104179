#include "sim/shrink/minimise.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace paxosstore::sim {
namespace {

std::vector<size_t> Without(const std::vector<size_t>& list, size_t from, size_t size) {
  std::vector<size_t> rest(list.begin(), list.begin() + static_cast<ptrdiff_t>(from));
  const size_t end = std::min(from + size, list.size());
  rest.insert(rest.end(), list.begin() + static_cast<ptrdiff_t>(end), list.end());
  return rest;
}

using Fails = absl::FunctionRef<bool(const std::vector<size_t>& kept)>;

// Leaves chunks out, halving them down to single things, until none of these can go.
void DropChunks(size_t size, Fails fails, std::vector<size_t>* kept) {
  for (;;) {
    bool smaller = false;
    // From the end: what comes late is most often what came of it.
    for (size_t end = kept->size(); end > 0;) {
      const size_t from = end > size ? end - size : 0;
      std::vector<size_t> rest = Without(*kept, from, end - from);
      if (!rest.empty() && fails(rest)) {
        *kept = std::move(rest);
        smaller = true;
      }
      end = std::min(from, kept->size());
    }
    if (size > 1) {
      size /= 2;
    } else if (!smaller) {
      return;
    }
  }
}

// Whether two things that are not neighbours could go together.
bool DropPair(Fails fails, std::vector<size_t>* kept) {
  for (size_t second = kept->size(); second-- > 1;) {
    for (size_t first = second; first-- > 0;) {
      const std::vector<size_t> rest = Without(Without(*kept, second, 1), first, 1);
      if (rest.empty() || !fails(rest)) continue;
      *kept = rest;
      return true;
    }
  }
  return false;
}

}  // namespace

std::vector<size_t> Minimise(size_t count,
                             absl::FunctionRef<bool(const std::vector<size_t>& kept)> fails,
                             size_t pairs_max) {
  std::vector<size_t> kept(count);
  std::iota(kept.begin(), kept.end(), size_t{0});
  if (count == 0 || fails({})) return {};
  DropChunks(std::max<size_t>(1, count / 2), fails, &kept);
  while (kept.size() <= pairs_max && DropPair(fails, &kept)) DropChunks(1, fails, &kept);
  return kept;
}

}  // namespace paxosstore::sim
