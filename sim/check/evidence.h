// What shows that a history is not linearizable, ready to be drawn: words and times, whatever the
// data type.
#ifndef PAXOSSTORE_SIM_CHECK_EVIDENCE_H_
#define PAXOSSTORE_SIM_CHECK_EVIDENCE_H_

#include <string>
#include <vector>

#include "sim/check/span.h"

namespace paxosstore::sim {

// One operation.
struct Bar {
  std::string who;   // its client or process
  std::string what;  // what it did and saw: "write 3", "read: 7"
  Span span;
};

struct Evidence {
  std::string why;          // one sentence; may be empty: no order explains them
  std::string before;       // what the register could have been before them; may be empty
  std::vector<Bar> guilty;  // in order of starts
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_CHECK_EVIDENCE_H_
