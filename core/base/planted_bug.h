// Planted bugs: named mutations of this code that a fault campaign must find.
//
// `PLANTED_BUG(kName)` is the constant false in every ordinary build, and the compiler removes what
// it guards. In the test build (PAXOSSTORE_PLANTED_BUGS defined, targets `*_planted`) it is true
// while the bug of that name is switched on for the run. The catalogue is
// core/base/planted_bugs.def. Usage, where the mutation skips a step:
//
//   if (!PLANTED_BUG(kPromiseNotSynced)) WaitForDisk();
#ifndef PAXOSSTORE_CORE_BASE_PLANTED_BUG_H_
#define PAXOSSTORE_CORE_BASE_PLANTED_BUG_H_

#include <cstdint>

namespace paxosstore {

enum class PlantedBug : uint16_t {
  kNone,
#define PAXOSSTORE_BUG(name, mechanism, anchor) name,
#include "core/base/planted_bugs.def"
#undef PAXOSSTORE_BUG
};

#ifdef PAXOSSTORE_PLANTED_BUGS
namespace internal_planted_bug {
// constinit: used directly. Otherwise each use calls a wrapper, of whose result g++ 12's
// undefined-behaviour sanitizer believes that it is null.
extern constinit thread_local PlantedBug active;
}  // namespace internal_planted_bug
#define PLANTED_BUG(name) \
  (::paxosstore::internal_planted_bug::active == ::paxosstore::PlantedBug::name)
#else
#define PLANTED_BUG(name) false
#endif

}  // namespace paxosstore

#endif  // PAXOSSTORE_CORE_BASE_PLANTED_BUG_H_
