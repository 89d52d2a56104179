// The replies of one connection, in the order of its commands whatever the order in which they are
// ready.
#ifndef PAXOSSTORE_NET_SERVER_REPLY_QUEUE_H_
#define PAXOSSTORE_NET_SERVER_REPLY_QUEUE_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>

#include "core/model/reply.h"
#include "net/resp/reply_writer.h"

namespace paxosstore::net {

class ReplyQueue {
 public:
  using Ticket = uint64_t;

  // A place behind all others. `silent`: the reply, when it is ready, is thrown away.
  Ticket Reserve(RespVersion version, bool silent);
  // Appends to `out` what has thereby become ready in order. REQUIRES: the place is reserved, and
  // not filled yet.
  void Fill(Ticket ticket, model::Reply reply, std::string& out);
  // Places reserved whose replies have not been appended.
  size_t size() const { return slots_.size(); }

 private:
  struct Slot {
    model::Reply reply;
    RespVersion version;
    bool silent;
    bool ready;
  };

  std::deque<Slot> slots_;
  Ticket first_ = 0;  // of slots_.front()
};

}  // namespace paxosstore::net

#endif  // PAXOSSTORE_NET_SERVER_REPLY_QUEUE_H_
