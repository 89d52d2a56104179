// The small part of a history that shows that it is not linearizable, whatever the data type.
#ifndef PAXOSSTORE_SIM_CHECK_WRONG_PART_H_
#define PAXOSSTORE_SIM_CHECK_WRONG_PART_H_

#include <cstdint>
#include <vector>

#include "sim/check/steps.h"

namespace paxosstore::sim {

// Wrong by itself: if the whole history had an order, so would this.
struct WrongPart {
  struct Piece {
    uint32_t operation;
    Span span;  // without an end if it is left open what the operation had done by then
  };
  std::vector<Piece> pieces;  // in order of starts; nothing: none was found
  // What may have stood there before them, ascending; empty: the first state, for nothing was done
  // earlier. Operations of before that may still take effect are among the pieces, without an end.
  std::vector<Steps::StateId> before;
};

// Of a history that is not linearizable. Has nothing that could be left out without its becoming
// right, and begins where what the last operation wants was still possible, so that it tells how
// that was lost; if that would take many operations, later. Nothing if `budget` (search.h) ends
// first.
WrongPart FindWrongPart(Steps& steps, uint64_t budget);

// The same from a part that somebody else has found; nothing if that is not wrong by itself.
WrongPart MakeSmaller(Steps& steps, WrongPart part, uint64_t budget);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_CHECK_WRONG_PART_H_
