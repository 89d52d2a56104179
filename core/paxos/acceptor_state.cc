#include "core/paxos/acceptor_state.h"

namespace paxosstore {

std::string ToString(const AcceptorState& state) {
  return "m=" + ToString(state.promised) + " n=" + ToString(state.accepted) +
         " v=" + (state.value == nullptr ? "-" : ToString(state.value->id));
}

}  // namespace paxosstore
