// Text into messages, shared by the readers of the kinds of files.
#ifndef PAXOSSTORE_SCENARIOS_PARSE_H_
#define PAXOSSTORE_SCENARIOS_PARSE_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "google/protobuf/message.h"
#include "scenarios/fields.h"

namespace paxosstore::scenarios {

// False if the text is not one of `*message`; `errors` then says where. `*tree` tells where its
// fields stand.
bool ParseText(std::string_view text, Errors& errors, LocationTree* tree,
               google::protobuf::Message* message);

// The whole file. NotFound names it.
absl::StatusOr<std::string> ReadText(const std::string& path);

}  // namespace paxosstore::scenarios

#endif  // PAXOSSTORE_SCENARIOS_PARSE_H_
