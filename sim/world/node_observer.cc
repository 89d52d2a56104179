#include "sim/world/node_observer.h"

namespace paxosstore::sim {
namespace {

std::string_view Verb(NodeChange change) {
  switch (change) {
    case NodeChange::kStarts:
      return "starts";
    case NodeChange::kServes:
      return "serves";
    case NodeChange::kLosesPower:
      return "loses power";
    case NodeChange::kIsKilled:
      return "is killed";
    case NodeChange::kStops:
      return "stops";
    case NodeChange::kRefusesToStart:
      return "refuses to start";
    case NodeChange::kPauses:
      return "stands still";
    case NodeChange::kResumes:
      return "goes on";
  }
  return "?";
}

}  // namespace

std::string InWords(NodeChange change, std::string_view why) {
  return std::string(Verb(change)) + (why.empty() ? "" : ": " + std::string(why));
}

}  // namespace paxosstore::sim
