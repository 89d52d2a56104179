#include "net/server/connection.h"

#include <spdlog/logger.h>

#include <boost/asio/buffer.hpp>
#include <utility>

#include "core/model/command_table.h"
#include "core/replica/placement.h"
#include "net/server/fan_out.h"
#include "net/server/outcome.h"

namespace paxosstore::net {

namespace {

using boost::system::error_code;
using model::Reply;

// The one object of all keys; nothing if they have several.
std::optional<std::string_view> CommonObject(const model::Command& command) {
  const std::string_view object = ObjectOfKey(command.Key(0));
  for (size_t i = 1; i < command.KeyCount(); ++i) {
    if (ObjectOfKey(command.Key(i)) != object) return std::nullopt;
  }
  return object;
}

std::string TextOf(const boost::asio::ip::tcp::endpoint& endpoint) {
  const std::string address = endpoint.address().to_string();
  return (endpoint.address().is_v6() ? "[" + address + "]" : address) + ":" +
         std::to_string(endpoint.port());
}

}  // namespace

Connection::Connection(Socket socket, ServerCore* core)
    : socket_(std::move(socket)),
      core_(core),
      parser_(RequestLimits{core->options.bulk_bytes_max, 2 * core->options.bulk_bytes_max}) {
  error_code ignored;
  socket_.set_option(boost::asio::ip::tcp::no_delay(true), ignored);
  socket_.set_option(boost::asio::socket_base::keep_alive(true), ignored);
  socket_.non_blocking(true, ignored);
  session_.id = core_->next_client_id++;
  session_.address = TextOf(socket_.remote_endpoint(ignored));
  session_.local_address = TextOf(socket_.local_endpoint(ignored));
  session_.since = session_.last_command = core_->clock->Now();
  core_->clients.emplace(session_.id, this);
}

Connection::~Connection() = default;

void Connection::CheckIdle() {
  const Duration timeout = core_->options.idle_timeout;
  if (timeout <= Seconds(0) || replies_.size() > 0) return;
  if (core_->clock->Now() - session_.last_command > timeout) Close();
}

void Connection::Read() {
  reading_ = true;
  const std::span<char> space = in_.Space();
  socket_.async_read_some(boost::asio::buffer(space.data(), space.size()),
                          [self = Ptr(this)](error_code error, size_t bytes) {
                            self->reading_ = false;
                            if (!self->closed_) self->OnRead(error, bytes);
                          });
}

void Connection::OnRead(error_code error, size_t bytes) {
  if (error == boost::asio::error::eof) {
    // What was asked before is still answered: "printf 'PING\r\n' | nc" expects it.
    session_.closing = true;
    return CloseIfDone();
  }
  if (error) return Close();
  core_->counters.bytes_in += bytes;
  session_.last_command = core_->clock->Now();
  in_.Fill(bytes);
  Pump();
}

bool Connection::MustWait() const {
  return session_.closing || barrier_ != nullptr ||
         replies_.size() >= core_->options.pipeline_max ||
         output_bytes() >= core_->options.output_pause_bytes;
}

void Connection::Pump() {
  if (barrier_ != nullptr && replies_.size() == 0) {
    RunServer(*std::exchange(barrier_, nullptr), std::exchange(barrier_argv_, {}));
  }
  while (!closed_ && !MustWait()) {
    std::string_view bytes = in_.bytes();
    const ParseStatus status = parser_.Next(bytes, argv_);
    in_.Take(in_.bytes().size() - bytes.size());
    if (status == ParseStatus::kNeedMore) {
      if (!reading_) Read();
      return;
    }
    if (status == ParseStatus::kError) {
      ++core_->counters.protocol_errors;
      core_->log->info("client {}: {}; closing", session_.address, parser_.error().text);
      silent_ = false;
      Fill(Reserve(), parser_.error());
      session_.closing = true;
      break;
    }
    Run(argv_);
  }
  CloseIfDone();
}

void Connection::Run(std::vector<std::string>& argv) {
  ++core_->counters.commands;
  ++session_.commands;
  silent_ = session_.replies != Session::Replies::kOn;
  if (session_.replies == Session::Replies::kSkipNext) session_.replies = Session::Replies::kOn;
  if (const ServerCommand* command = FindServerCommand(argv[0])) {
    if (command->barrier && replies_.size() > 0) {
      barrier_ = command;
      barrier_argv_ = std::move(argv);
      return;
    }
    return RunServer(*command, argv);
  }
  auto parsed = model::ParseCommand(std::move(argv));
  if (auto* error = std::get_if<Reply>(&parsed)) return Fill(Reserve(), std::move(*error));
  RunData(std::move(std::get<model::Command>(parsed)));
}

void Connection::RunServer(const ServerCommand& command, const std::vector<std::string>& argv) {
  session_.last_command_name = command.name;
  if (argv.size() > 1 && !command.subcommands.empty()) session_.last_command_name += "|" + argv[1];
  Call call{*core_, *this, argv};
  OptionalReply reply = RunServerCommand(command, call);
  if (!reply.has_value()) return;
  // CLIENT REPLY ON is itself answered; the protocol is the one that HELLO has just chosen.
  if (session_.replies == Session::Replies::kOn && &command == FindServerCommand("client") &&
      SameWord(argv[1], "reply")) {
    silent_ = false;
  }
  Fill(Reserve(), *std::move(reply));
}

void Connection::RunData(model::Command command) {
  session_.last_command_name = command.spec->name;
  const auto object = CommonObject(command);
  if (object.has_value()) {
    if (!core_->backend->QuorumReachable(*object)) return Fill(Reserve(), ClusterDownError());
    return Submit(std::move(command), *object);
  }
  if (!core_->options.fan_out || !CanFanOut(command)) {
    return Fill(Reserve(), Reply::Error("CROSSSLOT Keys in request don't hash to the same slot"));
  }
  if (!core_->backend->QuorumReachable()) return Fill(Reserve(), ClusterDownError());
  FanOut(*core_->backend, command, Defer());
}

void Connection::Submit(model::Command command, std::string_view object) {
  Request request;
  request.object = object;
  request.commands.push_back(std::move(command));
  core_->backend->Submit(std::move(request), [self = Ptr(this), ticket = Reserve()](Result result) {
    self->Finish(ticket, std::move(result));
  });
}

void Connection::Finish(ReplyQueue::Ticket ticket, Result result) {
  if (closed_) return;
  if (result.outcome == Outcome::kOk) return Fill(ticket, std::move(result.replies.at(0)));
  Fill(ticket, OutcomeError(result, core_->backend->QuorumReachable()));
}

Answer Connection::Defer() {
  return [self = Ptr(this), ticket = Reserve()](Reply reply) {
    if (!self->closed_) self->Fill(ticket, std::move(reply));
  };
}

ReplyQueue::Ticket Connection::Reserve() {
  return replies_.Reserve(session_.protocol == 3 ? RespVersion::kResp3 : RespVersion::kResp2,
                          silent_);
}

void Connection::Fill(ReplyQueue::Ticket ticket, Reply reply) {
  const bool waited = MustWait();
  if (reply.kind == Reply::Kind::kError) ++core_->counters.errors;
  replies_.Fill(ticket, std::move(reply), out_);
  ScheduleFlush();
  if (waited) SchedulePump();
}

// Never from inside a callback of the store: one order, no recursion.
void Connection::SchedulePump() {
  if (pump_scheduled_) return;
  pump_scheduled_ = true;
  core_->executor->Post([self = Ptr(this)] {
    self->pump_scheduled_ = false;
    if (!self->closed_) self->Pump();
  });
}

// All replies of a turn of the loop leave in one write.
void Connection::ScheduleFlush() {
  if (waiting_writable_) return CloseIfSlow();
  if (flush_scheduled_) return;
  flush_scheduled_ = true;
  core_->executor->Post([self = Ptr(this)] {
    self->flush_scheduled_ = false;
    if (!self->closed_) self->Flush();
  });
}

void Connection::Flush() {
  while (!waiting_writable_) {
    if (written_ == writing_.size()) {
      if (writing_.capacity() > core_->options.output_pause_bytes) std::string().swap(writing_);
      writing_.clear();
      written_ = 0;
      if (out_.empty()) break;
      writing_.swap(out_);
    }
    error_code error;
    const size_t n = socket_.write_some(
        boost::asio::buffer(writing_.data() + written_, writing_.size() - written_), error);
    if (error == boost::asio::error::would_block) return WaitWritable();
    if (error) return Close();
    core_->counters.bytes_out += n;
    written_ += n;
  }
  if (!reading_ && !MustWait()) SchedulePump();
  CloseIfDone();
}

void Connection::WaitWritable() {
  CloseIfSlow();
  if (closed_) return;
  waiting_writable_ = true;
  socket_.async_wait(Socket::wait_write, [self = Ptr(this)](error_code error) {
    self->waiting_writable_ = false;
    if (self->closed_) return;
    if (error) return self->Close();
    self->Flush();
  });
}

void Connection::CloseIfSlow() {
  if (output_bytes() <= core_->options.output_bytes_max) return;
  ++core_->counters.connections_closed_slow;
  core_->log->warn("client {}: closed, it does not read its replies ({} bytes wait)",
                   session_.address, output_bytes());
  Close();
}

void Connection::CloseIfDone() {
  if (session_.closing && barrier_ == nullptr && replies_.size() == 0 && output_bytes() == 0) {
    Close();
  }
}

void Connection::CloseFlushed() {
  if (!waiting_writable_) Flush();
  Close();
}

void Connection::Close() {
  if (closed_) return;
  closed_ = true;
  core_->clients.erase(session_.id);
  error_code ignored;
  socket_.shutdown(Socket::shutdown_both, ignored);
  socket_.close(ignored);
}

}  // namespace paxosstore::net
