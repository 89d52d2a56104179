#include "core/paxos/group.h"

#include "core/base/planted_bug.h"

namespace paxosstore {

size_t Group::Majority() const {
  if (PLANTED_BUG(kQuorumIsHalf) && size > 1) return size / 2;
  return size / 2 + 1;
}

}  // namespace paxosstore
