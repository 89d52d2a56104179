#include "core/base/buggify.h"

#ifdef PAXOSSTORE_PLANTED_BUGS
namespace paxosstore::internal_buggify {
constinit thread_local BuggifySource* source = nullptr;
}
#endif
