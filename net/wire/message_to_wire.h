// The two directions between core/replica/message.h and the generated classes. Private to net/wire.
#ifndef PAXOSSTORE_NET_WIRE_MESSAGE_TO_WIRE_H_
#define PAXOSSTORE_NET_WIRE_MESSAGE_TO_WIRE_H_

#include <memory>

#include "absl/status/statusor.h"
#include "core/replica/message.h"
#include "net/wire/wire.pb.h"

namespace paxosstore::net {

// REQUIRES: `out` is clear.
void ToWire(const Message& message, wire::Message& out);
// InvalidArgument unless `in` is a message that a correct node could have sent, as far as the
// message itself can tell.
absl::StatusOr<std::shared_ptr<const Message>> FromWire(const wire::Message& in);

}  // namespace paxosstore::net

#endif  // PAXOSSTORE_NET_WIRE_MESSAGE_TO_WIRE_H_
