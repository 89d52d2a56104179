// Scenarios back into text: what ParseScenario reads, it reads as an equal scenario.
#ifndef PAXOSSTORE_SCENARIOS_WRITER_H_
#define PAXOSSTORE_SCENARIOS_WRITER_H_

#include <string>

#include "sim/run/scenario.h"

namespace google::protobuf {
class Message;
}

namespace paxosstore::scenarios {

// A line for each part; what has its default is left out. The name is not part of the text.
std::string WriteScenario(const sim::Scenario& scenario);

// Any message, a line for each of its fields.
std::string WriteLines(const google::protobuf::Message& message);

}  // namespace paxosstore::scenarios

#endif  // PAXOSSTORE_SCENARIOS_WRITER_H_
