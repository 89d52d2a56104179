#include "net/transport/outgoing.h"

#include <spdlog/logger.h>

#include <algorithm>
#include <boost/asio/connect.hpp>
#include <utility>

namespace paxosstore::net {

namespace {

using boost::asio::ip::tcp;
using boost::system::error_code;

}  // namespace

Outgoing::Outgoing(Context context, const Identity& me, PeerAddress peer, OutgoingOptions options)
    : context_(context),
      me_(me),
      peer_(std::move(peer)),
      options_(options),
      wait_(options.redial_min) {}

void Outgoing::Stop() {
  context_.executor->Cancel(timer_);
  if (up()) context_.peers_up->fetch_sub(1, std::memory_order_relaxed);
  state_ = State::kStopped;
  ++attempt_;
  dialling_.reset();
  resolver_.reset();
  if (link_ != nullptr) std::exchange(link_, nullptr)->Close();
}

void Outgoing::Dial() {
  state_ = State::kDialling;
  ++attempt_;
  timer_ =
      context_.executor->After(options_.attempt_timeout, [this] { GiveUp("no answer in time"); });
  error_code error;
  const auto address = boost::asio::ip::make_address(peer_.host, error);
  if (error) return Resolve();
  const tcp::endpoint endpoint(address, peer_.port);
  Connect(Resolver::results_type::create(endpoint, peer_.host, std::to_string(peer_.port)));
}

void Outgoing::Resolve() {
  resolver_ = std::make_shared<Resolver>(*context_.io);
  resolver_->async_resolve(
      peer_.host, std::to_string(peer_.port),
      [self = shared_from_this(), attempt = attempt_](error_code error,
                                                      Resolver::results_type found) {
        if (self->attempt_ != attempt) return;
        if (error)
          return self->GiveUp("cannot resolve " + self->peer_.host + ": " + error.message());
        self->Connect(found);
      });
}

void Outgoing::Connect(const Resolver::results_type& found) {
  dialling_ = std::make_shared<Socket>(*context_.io);
  boost::asio::async_connect(*dialling_, found,
                             [self = shared_from_this(), attempt = attempt_, socket = dialling_](
                                 error_code error, const tcp::endpoint&) {
                               if (self->attempt_ != attempt) return;
                               if (error) return self->GiveUp(error.message());
                               self->Greet(std::move(*socket));
                             });
}

void Outgoing::Greet(Socket socket) {
  state_ = State::kGreeting;
  dialling_.reset();
  link_ = std::make_shared<Link>(std::move(socket), context_.executor, context_.stats, this);
  link_->SendHello(me_.ToHello());
  link_->Start();
}

void Outgoing::OnPacket(Link& link, DecodedPacket& packet) {
  if (state_ == State::kUp) return;  // a heartbeat
  if (!packet.hello.has_value()) return GiveUp("it sent something before its hello");
  const std::string fault = HelloFault(*packet.hello, me_, {peer_.node});
  if (fault.empty()) return ComeUp(*packet.hello);
  ++context_.stats->refusals;
  if (packet.hello->refusal.empty()) link.SendHello(me_.ToRefusal("this node says: " + fault));
  GiveUp(fault);
}

void Outgoing::ComeUp(const Hello& hello) {
  context_.executor->Cancel(timer_);
  state_ = State::kUp;
  wait_ = options_.redial_min;
  failure_logged_ = false;
  ++context_.stats->connects;
  context_.peers_up->fetch_add(1, std::memory_order_relaxed);
  context_.log->info("shard {}: node {} is up at {} (incarnation {})", me_.shard.value(),
                     peer_.node.value(), link_->remote(), hello.incarnation.value());
}

void Outgoing::OnClosed(Link&, std::string_view reason) { GiveUp(reason); }

void Outgoing::GiveUp(std::string_view reason) {
  context_.executor->Cancel(timer_);
  const bool was_up = up();
  state_ = State::kWaiting;
  ++attempt_;
  if (was_up) context_.peers_up->fetch_sub(1, std::memory_order_relaxed);
  if (was_up || !failure_logged_) {
    context_.log->warn("shard {}: node {} at {}:{} is {}: {}; trying again", me_.shard.value(),
                       peer_.node.value(), peer_.host, peer_.port,
                       was_up ? "down" : "not reachable", reason);
    failure_logged_ = true;
  }
  dialling_.reset();
  resolver_.reset();
  if (link_ != nullptr) std::exchange(link_, nullptr)->Close();
  timer_ = context_.executor->After(NextWait(), [this] { Dial(); });
}

// Between half and all of the current wait, so that nodes that lost each other at one moment do not
// dial in step.
Duration Outgoing::NextWait() {
  const Duration half = wait_ / 2;
  const uint64_t jitter =
      context_.random->Below(Draw::kBackoff, static_cast<uint64_t>(half.ns) + 1);
  wait_ = std::min(wait_ * 2, options_.redial_max);
  return half + Nanoseconds(static_cast<int64_t>(jitter));
}

void Outgoing::Nudge() {
  if (state_ != State::kWaiting) return;
  context_.executor->Cancel(timer_);
  wait_ = options_.redial_min;
  Dial();
}

void Outgoing::Send(const Message& message) {
  if (state_ != State::kUp) {
    ++context_.stats->dropped_unconnected;
    return;
  }
  link_->Send(message, options_.queue_bytes_max);
}

void Outgoing::Tick(int silent_ticks_max) {
  if (std::shared_ptr<Link> link = link_) link->Tick(silent_ticks_max);
}

}  // namespace paxosstore::net
