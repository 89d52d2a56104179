#include "net/server/reply_queue.h"

#include <utility>

#include "core/base/check.h"

namespace paxosstore::net {

ReplyQueue::Ticket ReplyQueue::Reserve(RespVersion version, bool silent) {
  slots_.push_back({{}, version, silent, false});
  return first_ + slots_.size() - 1;
}

void ReplyQueue::Fill(Ticket ticket, model::Reply reply, std::string& out) {
  CHECK_GE(ticket, first_);
  CHECK_LT(ticket - first_, slots_.size());
  Slot& slot = slots_[ticket - first_];
  CHECK(!slot.ready);
  slot.ready = true;
  slot.reply = std::move(reply);
  while (!slots_.empty() && slots_.front().ready) {
    const Slot& front = slots_.front();
    if (!front.silent) AppendReply(front.reply, front.version, out);
    slots_.pop_front();
    ++first_;
  }
}

}  // namespace paxosstore::net
