// The socket types of net/: Asio's, bound to io_context rather than to the type-erased executor,
// which costs an indirect call a completion.
#ifndef PAXOSSTORE_NET_TRANSPORT_SOCKET_H_
#define PAXOSSTORE_NET_TRANSPORT_SOCKET_H_

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace paxosstore::net {

using Socket =
    boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;
using Listener = boost::asio::basic_socket_acceptor<boost::asio::ip::tcp,
                                                    boost::asio::io_context::executor_type>;
using Resolver =
    boost::asio::ip::basic_resolver<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;

}  // namespace paxosstore::net

#endif  // PAXOSSTORE_NET_TRANSPORT_SOCKET_H_
