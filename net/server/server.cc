#include "net/server/server.h"

#include <spdlog/logger.h>

#include <boost/asio/buffer.hpp>
#include <utility>
#include <vector>

#include "net/server/connection.h"
#include "net/transport/listen.h"

namespace paxosstore::net {

namespace {

using boost::system::error_code;

constexpr Duration kTickEvery = Seconds(1);
constexpr Duration kAcceptRetry = Milliseconds(100);

std::vector<Connection*> ConnectionsOf(const ServerCore& core) {
  std::vector<Connection*> all;
  for (const auto& [id, client] : core.clients) all.push_back(static_cast<Connection*>(client));
  return all;
}

}  // namespace

Server::Server(AsioExecutor* loop, Clock* clock, std::shared_ptr<spdlog::logger> log,
               ServerOptions options, NodeFacts node)
    : acceptor_(loop->context()) {
  core_.options = options;
  core_.node = std::move(node);
  core_.clock = clock;
  core_.executor = loop;
  core_.log = std::move(log);
  core_.started = clock->Now();
}

Server::~Server() {
  *alive_ = false;
  core_.executor->Cancel(tick_);
  core_.executor->Cancel(retry_);
  CloseAll();
}

absl::Status Server::Listen(const std::string& host, uint16_t port) {
  absl::Status status = ListenOn(acceptor_, host, port);
  if (status.ok()) core_.node.port = acceptor_.local_endpoint().port();
  return status;
}

void Server::Start(Backend* backend, Incarnation incarnation) {
  core_.backend = backend;
  core_.node.incarnation = incarnation;
  Accept();
  ScheduleTick();
}

void Server::Accept() {
  acceptor_.async_accept([this, alive = alive_](error_code error, Socket socket) {
    if (!*alive || error == boost::asio::error::operation_aborted) return;
    if (!error) {
      OnAccept(std::move(socket));
      return Accept();
    }
    core_.log->warn("cannot accept a client: {}", error.message());
    retry_ = core_.executor->After(kAcceptRetry, [this] { Accept(); });
  });
}

void Server::OnAccept(Socket socket) {
  if (core_.clients.size() < core_.options.clients_max) {
    ++core_.counters.connections;
    boost::intrusive_ptr<Connection>(new Connection(std::move(socket), &core_))->Start();
    return;
  }
  ++core_.counters.connections_rejected;
  error_code ignored;
  socket.non_blocking(true, ignored);
  socket.write_some(boost::asio::buffer("-ERR max number of clients reached\r\n", 36), ignored);
}

void Server::ScheduleTick() {
  tick_ = core_.executor->After(kTickEvery, [this] {
    for (Connection* connection : ConnectionsOf(core_)) connection->CheckIdle();
    ScheduleTick();
  });
}

void Server::StopAccepting() {
  core_.executor->Cancel(retry_);
  error_code ignored;
  acceptor_.close(ignored);
}

void Server::CloseAll() {
  for (Connection* connection : ConnectionsOf(core_)) connection->CloseFlushed();
}

}  // namespace paxosstore::net
