#include "reports/trace/oracle_promises.h"

#include <array>

namespace paxosstore::reports {
namespace {

struct Row {
  std::string_view oracle;
  std::string_view promise;
};

constexpr std::array kPromises = {
    Row{"one chosen value",
        "Once a majority of platters holds a value of an entry, accepted at one ballot, that value "
        "is chosen: no other is ever chosen there, and nobody takes an entry for chosen before."},
    Row{"chosen never forgotten",
        "A chosen value stays on so many platters that every later majority meets it: never have "
        "so many nodes come back without it that they could choose anew."},
    Row{"one value per ballot",
        "A ballot belongs to one proposer, and that one proposes one value with it: equal ballots "
        "of an entry carry equal values, on platters and in messages."},
    Row{"promises monotone",
        "What a replica has promised, accepted and learnt never goes back, over restarts too, and "
        "it accepts at no ballot other than the one it has promised."},
    Row{"durable before visible",
        "A node tells others only what its own platter already holds, and a client gets its answer "
        "only when a majority of platters holds the entry: a power cut takes nothing back."},
    Row{"views within actual",
        "What one replica believes of another, that one's platter has really held."},
    Row{"exactly once",
        "A request takes effect in at most one entry, however often it is sent; the answer names "
        "that entry; and what was told as not done never takes effect."},
    Row{"all requests end",
        "A node that runs answers each request once, and within its time limit."},
    Row{"progress after healing",
        "With enough nodes up and the network whole again, clients get their answers."},
    Row{"replicas converge",
        "Once the faults are over and the clients quiet, all replicas come to hold the same "
        "version and value of each object, and nothing is left pending."},
    Row{"linearizability",
        "One order of all operations on an object explains every answer, and an operation that "
        "ended before another began comes first in it."},
    Row{"storage recovers",
        "A disk that was only cut from power, slow, or failed a sync can be opened again, and "
        "every object on it be read."},
    Row{"power-cut recoverable",
        "Whenever the power goes, what recovery finds is all that the platter was known to hold, "
        "and nothing that the node never had in mind."},
    Row{"check", "No assertion of the store's own code fails."},
};

}  // namespace

std::string_view PromiseOf(std::string_view oracle) {
  for (const Row& row : kPromises) {
    if (row.oracle == oracle) return row.promise;
  }
  return {};
}

}  // namespace paxosstore::reports
