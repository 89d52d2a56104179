// A RESP front end on loopback over a store in memory whose answers a test can hold back.
#ifndef PAXOSSTORE_TESTS_NET_SERVER_FIXTURE_H_
#define PAXOSSTORE_TESTS_NET_SERVER_FIXTURE_H_

#include <gtest/gtest.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/ostream_sink.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <deque>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "net/asio_executor.h"
#include "net/server/server.h"
#include "net/system_clock.h"
#include "tests/net/loop_fixture.h"

namespace paxosstore::net {

// Evaluates at once, answers in a later turn of the loop or when told to.
class MemoryBackend : public Backend {
 public:
  explicit MemoryBackend(Executor* executor) : executor_(executor) {}

  void Submit(Request request, ResultFn done) override {
    objects.push_back(request.object);
    Result result;
    result.outcome = outcome;
    result.reason = "because";
    if (outcome == Outcome::kOk) {
      for (const model::Command& command : request.commands) {
        result.replies.push_back(Evaluate(command, states_[request.object]).reply);
      }
    }
    Answer([done = std::move(done), result = std::move(result)]() mutable {
      std::move(done)(std::move(result));
    });
  }
  void FlushAll(ResultFn done) override {
    states_.clear();
    Result result;
    result.outcome = outcome;
    Answer([done = std::move(done), result]() mutable { std::move(done)(result); });
  }
  void Snapshot(SnapshotFn done) override {
    BackendSnapshot snapshot;
    for (const auto& [object, state] : states_) snapshot.live_keys += state.keys.size();
    Answer([done = std::move(done), snapshot]() mutable { std::move(done)(snapshot); });
  }
  bool QuorumReachable(std::string_view) const override { return quorum; }
  bool QuorumReachable() const override { return quorum; }

  // Answers the held one at `index` in the order of submission.
  void Release(size_t index) {
    executor_->Post(std::move(held[index]));
    held.erase(held.begin() + static_cast<long>(index));
  }

  Outcome outcome = Outcome::kOk;
  bool quorum = true;
  bool hold = false;
  std::deque<Work> held;
  std::vector<std::string> objects;  // of all requests so far

 private:
  void Answer(Work work) {
    if (hold) {
      held.push_back(std::move(work));
    } else {
      executor_->Post(std::move(work));
    }
  }

  Executor* executor_;
  std::map<std::string, model::ObjectState> states_;
};

class ServerTest : public testing::Test {
 protected:
  using Tcp = boost::asio::ip::tcp;

  // A raw connection; what arrives is kept.
  struct Wire {
    explicit Wire(AsioExecutor* loop, uint16_t port) : socket(loop->context()) {
      socket.connect({boost::asio::ip::address_v4::loopback(), port});
      Read();
    }
    void Read() {
      socket.async_read_some(boost::asio::buffer(chunk),
                             [this](boost::system::error_code error, size_t n) {
                               got.append(chunk.data(), n);
                               closed = bool(error);
                               if (!closed) Read();
                             });
    }
    void Send(const std::string& bytes) { boost::asio::write(socket, boost::asio::buffer(bytes)); }
    Tcp::socket socket;
    std::array<char, 65536> chunk;
    std::string got;
    bool closed = false;
  };

  ServerTest() : backend_(&loop_) {}

  // Called by the first Connect; a test may do it earlier to set options.
  void StartServer(ServerOptions options = {}) {
    NodeFacts facts;
    facts.self = NodeId(1);
    facts.nodes = 3;
    facts.version = "0";
    auto log = std::make_shared<spdlog::logger>(
        "test", std::make_shared<spdlog::sinks::ostream_sink_st>(lines_));
    server_ = std::make_unique<Server>(&loop_, &clock_, log, options, facts);
    ASSERT_TRUE(server_->Listen("127.0.0.1", 0).ok());
    server_->Start(&backend_, Incarnation(1));
  }
  std::unique_ptr<Wire> Connect() {
    if (server_ == nullptr) StartServer();
    return std::make_unique<Wire>(&loop_, server_->port());
  }
  // Sends inline commands, and waits for exactly `reply`.
  testing::AssertionResult Says(Wire& wire, const std::string& commands, const std::string& reply) {
    wire.got.clear();
    wire.Send(commands);
    RunUntil(loop_, [&] { return wire.got.size() >= reply.size(); });
    Settle();
    if (wire.got == reply) return testing::AssertionSuccess();
    return testing::AssertionFailure() << "got " << testing::PrintToString(wire.got);
  }
  // Lets everything happen that is ready to.
  void Settle() {
    int turns = 0;
    RunUntil(loop_, [&] { return ++turns > 3; });
  }

  AsioExecutor loop_;
  SystemClock clock_;
  MemoryBackend backend_;
  std::ostringstream lines_;
  std::unique_ptr<Server> server_;
};

}  // namespace paxosstore::net

#endif  // PAXOSSTORE_TESTS_NET_SERVER_FIXTURE_H_
