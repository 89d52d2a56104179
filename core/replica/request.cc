#include "core/replica/request.h"

namespace paxosstore {

std::string_view ToString(Outcome outcome) {
  switch (outcome) {
    case Outcome::kOk:
      return "ok";
    case Outcome::kRefused:
      return "refused";
    case Outcome::kExpired:
      return "expired";
    case Outcome::kUnknown:
      return "unknown";
  }
  return "?";
}

}  // namespace paxosstore
