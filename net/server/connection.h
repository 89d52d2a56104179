// One client's connection: bytes to commands, commands to the store or to this server, replies in
// order to bytes.
//
// Many commands may be under way at once. Commands are handed to the store in the order in which
// they came, and the store keeps that order per object; so commands of one connection on one object
// take effect in their order, and those on different objects run side by side. Nothing more is read
// while too many are under way or the client does not read its replies.
#ifndef PAXOSSTORE_NET_SERVER_CONNECTION_H_
#define PAXOSSTORE_NET_SERVER_CONNECTION_H_

#include <boost/smart_ptr/intrusive_ptr.hpp>
#include <boost/smart_ptr/intrusive_ref_counter.hpp>
#include <string>
#include <vector>

#include "core/model/command.h"
#include "net/resp/request_parser.h"
#include "net/server/byte_queue.h"
#include "net/server/core.h"
#include "net/server/reply_queue.h"
#include "net/server/server_command.h"
#include "net/transport/socket.h"

namespace paxosstore::net {

// Counted by hand, not by shared_ptr, so that a callback of connection and ticket fits the small
// buffer of its closure: no allocation a command.
class Connection final
    : public Client,
      public boost::intrusive_ref_counter<Connection, boost::thread_safe_counter> {
 public:
  // Registers itself with `core`, which must outlive its use.
  Connection(Socket socket, ServerCore* core);
  ~Connection() override;

  void Start() { Read(); }
  // Once a second or so: ends connections that say nothing.
  void CheckIdle();
  // Sends of the replies that are ready what the socket takes, then closes.
  void CloseFlushed();

  Answer Defer() override;
  void Kill() override { Close(); }
  size_t output_bytes() const override { return out_.size() + writing_.size() - written_; }
  size_t in_flight() const override { return replies_.size(); }

 private:
  using Ptr = boost::intrusive_ptr<Connection>;

  void Read();
  void OnRead(boost::system::error_code error, size_t bytes);
  // Runs what has been read, until it needs more bytes or has to wait.
  void Pump();
  bool MustWait() const;
  void Run(std::vector<std::string>& argv);
  void RunServer(const ServerCommand& command, const std::vector<std::string>& argv);
  void RunData(model::Command command);
  void Submit(model::Command command, std::string_view object);

  ReplyQueue::Ticket Reserve();
  void Fill(ReplyQueue::Ticket ticket, model::Reply reply);
  void Finish(ReplyQueue::Ticket ticket, Result result);
  void SchedulePump();

  void ScheduleFlush();
  void Flush();
  void WaitWritable();
  void CloseIfSlow();
  void CloseIfDone();
  void Close();

  Socket socket_;
  ServerCore* core_;
  RequestParser parser_;
  ByteQueue in_;
  std::vector<std::string> argv_;
  // A command that waits for all earlier ones (ServerCommand::barrier).
  const ServerCommand* barrier_ = nullptr;
  std::vector<std::string> barrier_argv_;

  ReplyQueue replies_;
  std::string out_;  // replies since the last write began
  std::string writing_;
  size_t written_ = 0;  // of writing_

  bool reading_ = false;
  bool pump_scheduled_ = false;
  bool flush_scheduled_ = false;
  bool waiting_writable_ = false;
  bool silent_ = false;  // of the command being executed
  bool closed_ = false;
};

}  // namespace paxosstore::net

#endif  // PAXOSSTORE_NET_SERVER_CONNECTION_H_
