// FLUSHALL: one entry in every object. See listing.h.
#include <algorithm>

#include "core/replica/listing.h"
#include "core/replica/shard_impl.h"

namespace paxosstore {
namespace {

constexpr size_t kNamesPerReply = 512;

}  // namespace

void Shard::Impl::FlushAll(ResultFn done) {
  if (failed_ || draining_) return RefuseLater(std::move(done), "this shard has stopped");
  if (listing_ != nullptr) return RefuseLater(std::move(done), "another FLUSHALL is under way");
  Turn turn(this);
  listing_ = std::make_unique<Listing>();
  listing_->round = ++read_rounds_;
  listing_->done = std::move(done);
  listing_->deadline = context_.clock->Now() + options_.request_timeout;
  ListQuery query{listing_->round, ""};
  ListReply own;
  do {
    own = OwnNames(query);
    listing_->names.insert(own.objects.begin(), own.objects.end());
    if (!own.objects.empty()) query.after = own.objects.back();
  } while (!own.finished);
  listing_->finished[group_.self] = true;
  AskForNames();
  if (group_.size == 1) ClearListed();
}

ListReply Shard::Impl::OwnNames(const ListQuery& query) const {
  ListReply reply;
  reply.round = query.round;
  size_t seen = 0;
  // Objects without live keys count as well: what the store calls chosen may be older than what is.
  context_.store->Visit(query.after, kNamesPerReply, [&](const EntryStore::Summary& s) {
    ++seen;
    reply.objects.emplace_back(s.object);
  });
  reply.finished = seen < kNamesPerReply;
  return reply;
}

void Shard::Impl::AskForNames() {
  for (ReplicaIndex i = 0; i < group_.size; ++i) {
    if (listing_->finished[i]) continue;
    Send(group_.nodes[i],
         std::make_shared<const Message>(ListQuery{listing_->round, listing_->cursors[i]}));
  }
  listing_->timer = context_.executor->After(
      options_.resend_after, Guarded([this] {
        if (listing_ == nullptr || listing_->clearing) return;
        if (context_.clock->Now() < listing_->deadline) return AskForNames();
        std::unique_ptr<Listing> listing = std::move(listing_);
        finished_.push_back({std::move(listing->done),
                             Result{Outcome::kRefused, {}, EntryId(), "no majority answered"}});
      }));
}

void Shard::Impl::On(NodeId from, const ListQuery& query) {
  Send(from, std::make_shared<const Message>(OwnNames(query)));
}

void Shard::Impl::On(NodeId from, const ListReply& reply) {
  if (listing_ == nullptr || listing_->clearing || listing_->round != reply.round) return;
  OnNames(group_.IndexOf(from), reply);
}

void Shard::Impl::OnNames(ReplicaIndex replica, const ListReply& reply) {
  listing_->names.insert(reply.objects.begin(), reply.objects.end());
  if (!reply.objects.empty()) {
    listing_->cursors[replica] = std::max(listing_->cursors[replica], reply.objects.back());
  }
  // A repeated reply for an earlier page ends nothing: only one that finishes says so.
  listing_->finished[replica] |= reply.finished;
  const auto finished =
      static_cast<size_t>(std::count(listing_->finished.begin(), listing_->finished.end(), true));
  if (finished >= group_.Majority()) return ClearListed();
  if (reply.finished) return;
  Send(group_.nodes[replica],
       std::make_shared<const Message>(ListQuery{listing_->round, listing_->cursors[replica]}));
}

void Shard::Impl::ClearListed() {
  listing_->clearing = true;
  context_.executor->Cancel(listing_->timer);
  listing_->open = 1;  // ourselves, so that the last callback comes after the loop
  auto finish_one = [this, alive = alive_](Outcome outcome) {
    if (!*alive || listing_ == nullptr) return;
    if (outcome != Outcome::kOk) listing_->outcome = Outcome::kUnknown;
    if (--listing_->open > 0) return;
    std::unique_ptr<Listing> listing = std::move(listing_);
    std::move(listing->done)(Result{
        listing->outcome, {model::Reply::Ok()}, EntryId(), "some objects may not be cleared"});
  };
  for (const std::string& name : listing_->names) {
    Object* object = Get(name);
    if (object == nullptr) break;
    auto op = std::make_unique<Op>();
    op->clear = true;
    op->writes = true;
    op->done = [finish_one](Result result) { finish_one(result.outcome); };
    ++listing_->open;
    Enqueue(*object, std::move(op));
  }
  context_.executor->Post([finish_one] { finish_one(Outcome::kOk); });
}

}  // namespace paxosstore
