// The RESP front end of a node: accepts clients and serves them on one loop.
#ifndef PAXOSSTORE_NET_SERVER_SERVER_H_
#define PAXOSSTORE_NET_SERVER_SERVER_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "net/asio_executor.h"
#include "net/server/core.h"
#include "net/transport/socket.h"

namespace paxosstore::net {

class Server {
 public:
  // All pointers must outlive the server. To be created, used and destroyed on the loop, or while
  // nobody runs it.
  Server(AsioExecutor* loop, Clock* clock, std::shared_ptr<spdlog::logger> log,
         ServerOptions options, NodeFacts node);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // First, so that a port in use is known early. Clients that connect wait until Start. Port 0
  // picks a free one.
  [[nodiscard]] absl::Status Listen(const std::string& host, uint16_t port);
  uint16_t port() const { return core_.node.port; }
  // `backend` must outlive the server.
  void Start(Backend* backend, Incarnation incarnation);

  // No new clients. Those that are connected are still served.
  void StopAccepting();
  // Sends what replies there are, as far as the sockets take them, and closes all connections.
  void CloseAll();

 private:
  void Accept();
  void OnAccept(Socket socket);
  void ScheduleTick();

  ServerCore core_;
  Listener acceptor_;
  TimerId tick_;
  TimerId retry_;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace paxosstore::net

#endif  // PAXOSSTORE_NET_SERVER_SERVER_H_
