// `paxsim check --format store`: histories of our own runs, object by object.
#ifndef PAXOSSTORE_TOOLS_PAXSIM_CHECK_STORE_H_
#define PAXOSSTORE_TOOLS_PAXSIM_CHECK_STORE_H_

#include <cstdint>
#include <string>

namespace paxosstore::paxsim {

struct StoreCheck {
  std::string file;
  uint64_t budget = 0;       // of the search of one object
  bool use_versions = true;  // false: only the search decides
};

// Prints each object's verdict and which layer decided; the exit code.
int CheckStore(const StoreCheck& check);

}  // namespace paxosstore::paxsim

#endif  // PAXOSSTORE_TOOLS_PAXSIM_CHECK_STORE_H_
