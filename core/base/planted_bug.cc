#include "core/base/planted_bug.h"

#ifdef PAXOSSTORE_PLANTED_BUGS
namespace paxosstore::internal_planted_bug {
constinit thread_local PlantedBug active = PlantedBug::kNone;
}
#endif
