// The suite of network_conformance.h over real sockets on loopback.
#include <gtest/gtest.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/null_sink.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "core/base/check.h"
#include "core/replica/message.h"
#include "net/asio_executor.h"
#include "net/system_random.h"
#include "net/transport/tcp_network.h"
#include "tests/conformance/network_conformance.h"

namespace paxosstore {
namespace {

constexpr uint32_t kNodes = 3;

class TcpFixture {
 public:
  TcpFixture() {
    auto log = std::make_shared<spdlog::logger>("conformance",
                                                std::make_shared<spdlog::sinks::null_sink_st>());
    std::vector<net::PeerAddress> all;
    for (uint32_t node = 1; node <= kNodes; ++node) {
      networks_.push_back(std::make_unique<net::TcpNetwork>(&loop_.context(), &loop_, &random_, log,
                                                            net::TcpNetworkOptions()));
      CHECK(networks_.back()->Listen("127.0.0.1", 0).ok());
      all.push_back({NodeId(node), "127.0.0.1", networks_.back()->port()});
    }
    for (uint32_t node = 1; node <= kNodes; ++node) {
      std::vector<net::PeerAddress> peers;
      for (const net::PeerAddress& peer : all) {
        if (peer.node != NodeId(node)) peers.push_back(peer);
      }
      networks_[node - 1]->Start({1, NodeId(node), ShardId(0), Incarnation(1)}, peers);
    }
  }

  Network* network(uint32_t node) { return networks_[node - 1].get(); }

  // The object's bytes depend on the number, so that a mix-up of two frames shows.
  Frame MakeFrame(uint64_t number, size_t bytes) {
    return std::make_shared<Message>(ReadQuery{Filler(number, bytes), number, EntryId(bytes)});
  }
  uint64_t NumberOf(const Frame& frame) {
    const auto& query = std::get<ReadQuery>(dynamic_cast<const Message&>(*frame).body);
    EXPECT_TRUE(query.object == Filler(query.round, query.chosen.value()));
    return query.round;
  }

  void RunUntil(absl::FunctionRef<bool()> until, absl::FunctionRef<void()> work) {
    std::function<void()> turn = [&] {
      if (until()) return loop_.Stop();
      work();
      loop_.After(Microseconds(200), [&turn] { turn(); });
    };
    loop_.Post([&turn] { turn(); });
    loop_.Run();
  }

 private:
  static std::string Filler(uint64_t number, size_t bytes) {
    return std::string(bytes, static_cast<char>('a' + number % 26));
  }

  net::AsioExecutor loop_;
  net::SystemRandom random_;
  std::vector<std::unique_ptr<net::TcpNetwork>> networks_;
};

INSTANTIATE_TYPED_TEST_SUITE_P(Tcp, NetworkConformance, TcpFixture);

}  // namespace
}  // namespace paxosstore
