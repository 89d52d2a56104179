#include "tools/bench/load/connection.h"

#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "core/base/check.h"

namespace paxosstore::bench {
namespace {

constexpr Nanos kDialAgainAfter = 20'000'000;

}  // namespace

Connection::Connection(int epoll, const std::vector<sockaddr_in>& endpoints, size_t first,
                       MakeDialect make_dialect, Recorder& recorder)
    : epoll_(epoll),
      endpoints_(endpoints),
      make_dialect_(std::move(make_dialect)),
      recorder_(recorder),
      next_endpoint_(first) {}

Connection::~Connection() {
  if (fd_ >= 0) close(fd_);
}

void Connection::Dial(Nanos now) {
  if (state_ != State::kDown || now < dial_at_) return;
  const sockaddr_in& endpoint = endpoints_[next_endpoint_ % endpoints_.size()];
  ++next_endpoint_;
  fd_ = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd_ < 0) return Lose(std::strerror(errno));
  const int one = 1;
  setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
  state_ = State::kConnecting;
  if (connect(fd_, reinterpret_cast<const sockaddr*>(&endpoint), sizeof(endpoint)) != 0 &&
      errno != EINPROGRESS) {
    return Lose(std::strerror(errno));
  }
  // Edge-triggered, once for both directions: no epoll_ctl on the way of a request.
  epoll_event event{.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, .data = {.ptr = this}};
  if (epoll_ctl(epoll_, EPOLL_CTL_ADD, fd_, &event) != 0) Lose(std::strerror(errno));
}

void Connection::OnConnected() {
  int error = 0;
  socklen_t size = sizeof(error);
  getsockopt(fd_, SOL_SOCKET, SO_ERROR, &error, &size);
  if (error != 0) return Lose(std::strerror(error));
  state_ = State::kUp;
  was_up_ = true;
  dialect_ = make_dialect_();
  dialect_->Open(out_);
  Flush();
}

void Connection::Send(std::span<const Request> batch, Nanos start) {
  CHECK(idle());
  for (const Request& request : batch) dialect_->Ask(request, out_);
  outstanding_ = batch.size();
  batch_start_ = start;
  Flush();
}

void Connection::OnReady(uint32_t events, std::span<char> scratch) {
  if (state_ == State::kConnecting && (events & (EPOLLOUT | EPOLLERR | EPOLLHUP)) != 0) {
    OnConnected();
  }
  if (state_ == State::kUp && out_sent_ < out_.size()) Flush();
  if (state_ == State::kUp && (events & ~static_cast<uint32_t>(EPOLLOUT)) != 0) Receive(scratch);
}

void Connection::Receive(std::span<char> scratch) {
  for (;;) {
    const ssize_t size = recv(fd_, scratch.data(), scratch.size(), 0);
    if (size == 0) return Lose("the server closed the connection");
    if (size < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (size < 0) return Lose(std::strerror(errno));
    const Nanos now = Now();
    const auto answered = [this, now](Outcome outcome, std::string_view text) {
      if (outstanding_ > 0) --outstanding_;
      recorder_.Answer(outcome, text, batch_start_, now);
    };
    const absl::Status taken =
        dialect_->Take({scratch.data(), static_cast<size_t>(size)}, out_, answered);
    if (!taken.ok()) return Lose(std::string(taken.message()));
    if (!out_.empty()) Flush();
    // A short read has emptied the socket: the next bytes will be an edge of their own.
    if (state_ != State::kUp || static_cast<size_t>(size) < scratch.size()) return;
  }
}

void Connection::Flush() {
  while (out_sent_ < out_.size()) {
    const ssize_t size = send(fd_, out_.data() + out_sent_, out_.size() - out_sent_, MSG_NOSIGNAL);
    if (size < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (size < 0) return Lose(std::strerror(errno));
    out_sent_ += static_cast<size_t>(size);
  }
  out_.clear();
  out_sent_ = 0;
}

void Connection::Lose(const std::string& why) {
  if (fd_ >= 0) close(fd_);
  fd_ = -1;
  last_trouble_ = why;
  if (state_ == State::kUp) ++times_lost_;
  recorder_.Error("(connection lost) " + why, outstanding_);
  outstanding_ = 0;
  out_.clear();
  out_sent_ = 0;
  dial_at_ = Now() + kDialAgainAfter;
  state_ = State::kDown;
}

}  // namespace paxosstore::bench
