// Delta debugging: the fewest of a list of things with which a run still fails.
#ifndef PAXOSSTORE_SIM_SHRINK_MINIMISE_H_
#define PAXOSSTORE_SIM_SHRINK_MINIMISE_H_

#include <cstddef>
#include <vector>

#include "absl/functional/function_ref.h"

namespace paxosstore::sim {

// Numbers from [0, count), ascending, with which `fails` holds and, unless it was cut short, none
// of which can be left out alone; nor, if they are at most `pairs_max`, any two together. It holds
// for all of them to begin with. `fails` may answer false to everything from some moment on: then
// the search ends with the best found so far.
std::vector<size_t> Minimise(size_t count,
                             absl::FunctionRef<bool(const std::vector<size_t>& kept)> fails,
                             size_t pairs_max = 0);

// Those of `list` at the given places.
template <typename T>
std::vector<T> Pick(const std::vector<T>& list, const std::vector<size_t>& places) {
  std::vector<T> picked;
  for (const size_t place : places) picked.push_back(list[place]);
  return picked;
}

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_SHRINK_MINIMISE_H_
