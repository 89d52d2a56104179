#include "core/base/sometimes.h"

#ifdef PAXOSSTORE_PLANTED_BUGS
namespace paxosstore::internal_sometimes {
constinit thread_local SometimesCounts counts{};
}
#endif
