// Golden scripts: a tiny language that drives a Cluster and shows what happens, with the expected
// output below each command. A newcomer learns the protocol from tests/core/paxoslog/scripts; a
// changed line there is a reviewable change of behaviour.
//
//   # a comment tells the story
//   > replicas 3              also: replicas 5 owner 1 (who may go fast at entry 1)
//   > propose 1 x
//     1 writes entry 1: promise m=1.1
//
// Commands name replicas by number:
//   propose N TEXT   trial N   retry N   resend N   notice N [value]   mark N
//   status A->B      report A->B (the answer to a read of B)
//   deliver A->B     repeat A->B (delivers, keeps a copy)   drop A->B   drop all
//   sync N           crash N [writes kept]   restart N      settle (sync and deliver everything)
//   state            flights
#ifndef PAXOSSTORE_TESTS_CORE_PAXOSLOG_SCRIPT_H_
#define PAXOSSTORE_TESTS_CORE_PAXOSLOG_SCRIPT_H_

#include <string>

namespace paxosstore {

// The script with the output of each command as it is now, in place of what stands there.
std::string RunScript(const std::string& script);

}  // namespace paxosstore

#endif  // PAXOSSTORE_TESTS_CORE_PAXOSLOG_SCRIPT_H_
