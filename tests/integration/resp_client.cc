#include "tests/integration/resp_client.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net/resp/request_writer.h"

namespace paxosstore {

namespace {
constexpr int kPatienceMs = 10'000;
}

std::unique_ptr<RespClient> RespClient::Connect(uint16_t port) {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0) {
    close(fd);
    return nullptr;
  }
  const int on = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
  return std::unique_ptr<RespClient>(new RespClient(fd));
}

RespClient::~RespClient() { close(fd_); }

bool RespClient::SendRaw(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(n));
  }
  return true;
}

bool RespClient::Send(const std::vector<std::string>& argv) {
  std::string bytes;
  net::AppendRequest(argv, bytes);
  return SendRaw(bytes);
}

bool RespClient::Receive() {
  pollfd wait{fd_, POLLIN, 0};
  if (poll(&wait, 1, kPatienceMs) <= 0) return false;
  char chunk[16 * 1024];
  const ssize_t n = recv(fd_, chunk, sizeof(chunk), 0);
  if (n <= 0) return false;
  in_.append(chunk, static_cast<size_t>(n));
  return true;
}

std::optional<model::Reply> RespClient::Read() {
  for (;;) {
    std::string_view rest = in_;
    model::Reply reply;
    const net::ParseStatus status = parser_.Next(rest, reply);
    in_.erase(0, in_.size() - rest.size());
    if (status == net::ParseStatus::kDone) return reply;
    if (status == net::ParseStatus::kError || !Receive()) return std::nullopt;
  }
}

model::Reply RespClient::Call(const std::vector<std::string>& argv) {
  if (!Send(argv)) return model::Reply::Error("-");
  auto reply = Read();
  return reply.has_value() ? *std::move(reply) : model::Reply::Error("-");
}

bool RespClient::WaitClosed() {
  pollfd wait{fd_, POLLIN, 0};
  while (poll(&wait, 1, kPatienceMs) > 0) {
    char chunk[4096];
    if (recv(fd_, chunk, sizeof(chunk), 0) <= 0) return true;
  }
  return false;
}

}  // namespace paxosstore
