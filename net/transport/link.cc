#include "net/transport/link.h"

#include <boost/asio/buffer.hpp>
#include <utility>

namespace paxosstore::net {

namespace {

using boost::asio::ip::tcp;
using boost::system::error_code;

// Buffers that grew past this in a burst are given back.
constexpr size_t kOutKeptMax = size_t{1} << 20;

std::string RemoteOf(const Socket& socket) {
  error_code error;
  const tcp::endpoint remote = socket.remote_endpoint(error);
  if (error) return "?";
  return remote.address().to_string() + ":" + std::to_string(remote.port());
}

}  // namespace

Link::Link(Socket socket, Executor* executor, TransportStats* stats, Owner* owner)
    : socket_(std::move(socket)),
      executor_(executor),
      stats_(stats),
      owner_(owner),
      remote_(RemoteOf(socket_)) {
  error_code ignored;
  socket_.set_option(tcp::no_delay(true), ignored);
  socket_.non_blocking(true, ignored);
}

void Link::Start() { Read(); }

// One buffer for all that has come: a read may bring many frames. Asio tries the call at once only
// when the last one left bytes behind, so that a wake-up costs one system call.
void Link::Read() {
  const std::span<char> space = reader_.Space();
  socket_.async_read_some(
      boost::asio::buffer(space.data(), space.size()),
      [self = shared_from_this()](error_code error, size_t bytes) {
        if (self->closed_) return;
        if (error) {
          self->Fail(error == boost::asio::error::eof ? "closed by the peer" : error.message());
          return;
        }
        self->OnRead(bytes);
      });
}

void Link::OnRead(size_t bytes) {
  ++stats_->reads;
  stats_->bytes_received += bytes;
  heard_since_tick_ = true;
  reader_.Fill(bytes);
  if (DeliverFrames()) Read();
}

bool Link::DeliverFrames() {
  for (;;) {
    auto payload = reader_.Next();
    absl::Status status = payload.status();
    if (payload.ok()) {
      if (!payload->has_value()) return true;
      status = decoder_.Decode(**payload, &packet_);
      if (!status.ok()) {
        status = absl::DataLossError("frame at offset " + std::to_string(reader_.frame_offset()) +
                                     ": " + std::string(status.message()));
      }
    }
    if (!status.ok()) {
      ++stats_->damaged;
      Fail({status.message().data(), status.message().size()});
      return false;
    }
    stats_->messages_received += packet_.messages.size();
    owner_->OnPacket(*this, packet_);
    if (closed_) return false;
  }
}

bool Link::Send(const Message& message, size_t queue_bytes_max) {
  // A message longer than the whole queue may still go, alone.
  if (queued() >= queue_bytes_max) {
    ++stats_->dropped_queue_full;
    return false;
  }
  if (!writer_.Add(message)) {
    ++stats_->dropped_too_long;
    return false;
  }
  ++stats_->messages_sent;
  ScheduleFlush();
  return true;
}

void Link::SendHello(const Hello& hello) {
  writer_.AddHello(hello);
  ScheduleFlush();
}

void Link::ScheduleFlush() {
  if (flush_scheduled_ || waiting_writable_ || closed_) return;
  flush_scheduled_ = true;
  executor_->Post([self = shared_from_this()] {
    self->flush_scheduled_ = false;
    self->Flush();
  });
}

// Tries at once rather than asking first whether the socket is writable: it nearly always is.
void Link::Flush() {
  while (!closed_ && !waiting_writable_) {
    if (written_ == out_.size()) {
      if (writer_.bytes() == 0) return;
      if (out_.capacity() > kOutKeptMax) std::string().swap(out_);
      writer_.Take(&out_);
      written_ = 0;
    }
    error_code error;
    const size_t n = socket_.write_some(
        boost::asio::buffer(out_.data() + written_, out_.size() - written_), error);
    if (error == boost::asio::error::would_block) return WaitWritable();
    if (error) return Fail(error.message());
    ++stats_->writes;
    stats_->bytes_sent += n;
    written_ += n;
    sent_since_tick_ = true;
  }
}

void Link::WaitWritable() {
  waiting_writable_ = true;
  socket_.async_wait(Socket::wait_write, [self = shared_from_this()](error_code error) {
    self->waiting_writable_ = false;
    if (self->closed_) return;
    if (error) return self->Fail(error.message());
    self->Flush();
  });
}

void Link::Tick(int silent_ticks_max) {
  if (closed_) return;
  silent_ticks_ = heard_since_tick_ ? 0 : silent_ticks_ + 1;
  heard_since_tick_ = false;
  if (silent_ticks_ >= silent_ticks_max) return Fail("nothing heard from it any more");
  if (!sent_since_tick_ && queued() == 0) {
    writer_.AddHeartbeat();
    Flush();
  }
  sent_since_tick_ = false;
}

void Link::Close() {
  owner_ = nullptr;
  if (!closed_ && !waiting_writable_) Flush();
  HardClose();
}

// The owner may still add a last word, which goes out if the socket takes it.
void Link::Fail(std::string_view reason) {
  Owner* owner = std::exchange(owner_, nullptr);
  if (owner == nullptr) return HardClose();
  owner->OnClosed(*this, reason);
  Close();
}

void Link::HardClose() {
  if (closed_) return;
  closed_ = true;
  error_code ignored;
  socket_.shutdown(Socket::shutdown_both, ignored);
  socket_.close(ignored);
}

}  // namespace paxosstore::net
