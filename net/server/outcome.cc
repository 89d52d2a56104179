#include "net/server/outcome.h"

#include <string>

#include "core/base/check.h"

namespace paxosstore::net {

using model::Reply;

namespace {

// An error line must stay one line.
std::string OneLine(std::string text) {
  for (char& c : text) {
    if (c == '\r' || c == '\n') c = ' ';
  }
  return text;
}

}  // namespace

Reply OutcomeError(const Result& result, bool quorum_reachable) {
  CHECK(result.outcome != Outcome::kOk);
  const std::string reason = OneLine(result.reason);
  switch (result.outcome) {
    case Outcome::kRefused:
      return Reply::Error((quorum_reachable ? "OVERLOADED not done: " : "CLUSTERDOWN not done: ") +
                          reason);
    case Outcome::kExpired:
      return Reply::Error(
          "UNKNOWN not done by this attempt; whether an earlier one was is no longer known: " +
          reason);
    default:
      return Reply::Error("UNKNOWN the outcome is not known, it may be done now or later: " +
                          reason);
  }
}

Reply ClusterDownError() {
  return Reply::Error(
      "CLUSTERDOWN not done: this node does not reach a majority of the nodes at the moment");
}

}  // namespace paxosstore::net
