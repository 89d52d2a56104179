#include "net/transport/listen.h"

namespace paxosstore::net {

namespace {

using boost::asio::ip::tcp;
using boost::system::error_code;

// Blocks for a name: start-up only.
tcp::endpoint Resolve(Listener& acceptor, const std::string& host, uint16_t port,
                      error_code& error) {
  const auto address = boost::asio::ip::make_address(host, error);
  if (!error) return {address, port};
  Resolver resolver(acceptor.get_executor());
  const auto found = resolver.resolve(host, std::to_string(port), Resolver::passive, error);
  return error || found.empty() ? tcp::endpoint() : found.begin()->endpoint();
}

}  // namespace

absl::Status ListenOn(Listener& acceptor, const std::string& host, uint16_t port) {
  error_code error;
  const tcp::endpoint endpoint = Resolve(acceptor, host, port, error);
  if (!error) acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(Listener::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(boost::asio::socket_base::max_listen_connections, error);
  if (!error) return absl::OkStatus();
  return absl::UnavailableError("cannot listen on " + host + ":" + std::to_string(port) + ": " +
                                error.message());
}

}  // namespace paxosstore::net
