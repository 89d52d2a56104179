// Scripted clusters: verbs of the world, and requests that run until they are answered.
#ifndef PAXOSSTORE_TESTS_SIM_WORLD_CLUSTER_H_
#define PAXOSSTORE_TESTS_SIM_WORLD_CLUSTER_H_

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/world/world.h"
#include "tests/sim/history/history_builder.h"

namespace paxosstore::sim {

inline const NodeId n1(1), n2(2), n3(3), n4(4), n5(5);

class Cluster : public World {
 public:
  explicit Cluster(uint32_t nodes = 3, uint64_t seed = 1) : World(seed, Options(nodes)) {
    StartAll();
    EXPECT_TRUE(RunUntil([this] { return AllServe(); }, Seconds(1)));
  }
  ~Cluster() { EXPECT_FALSE(judge().failed()) << judge().failure()->what; }

  // Submits and runs until the answer. Nothing if it never comes.
  std::optional<Result> Do(NodeId node, const std::string& line, RequestId id = {}) {
    if (id.sequence != 0 && !history().Find(id.client, id.sequence).has_value()) {
      history().Start(0, id.client, id.sequence, {MakeCommand(line)}, now());
    }
    auto answer = std::make_shared<std::optional<Result>>();
    Send(node, line, id, [answer](Result result) { *answer = std::move(result); });
    RunUntil([&] { return answer->has_value(); }, Seconds(10));
    return *answer;
  }
  // The same line `count` times, all submitted at once; the answers in the order of submission.
  std::vector<Result> DoAtOnce(NodeId node, const std::string& line, size_t count) {
    auto answers = std::make_shared<std::vector<Result>>();
    for (size_t i = 0; i < count; ++i) {
      Send(node, line, {}, [answers](Result result) { answers->push_back(std::move(result)); });
    }
    RunUntil([&] { return answers->size() == count; }, Seconds(10));
    return *answers;
  }
  // The answer as text; the outcome if it is not OK.
  std::string Ask(NodeId node, const std::string& line, RequestId id = {}) {
    const std::optional<Result> result = Do(node, line, id);
    if (!result.has_value()) return "no answer";
    if (result->outcome != Outcome::kOk) return std::string(ToString(result->outcome));
    return ToString(result->replies[0]);
  }
  bool Converges(Duration limit = Seconds(20)) {
    for (Duration waited; waited <= limit; waited = waited + Milliseconds(100)) {
      if (!FindDivergence().has_value()) return true;
      if (!RunFor(Milliseconds(100))) return false;
    }
    return false;
  }
  void CrashAll() {
    for (const NodeId node : nodes()) Crash(node);
  }
  void AwaitServing(NodeId node) {
    ASSERT_TRUE(RunUntil([&] { return serving(node); }, Seconds(1)));
  }

 private:
  void Send(NodeId node, const std::string& line, RequestId id, ResultFn done) {
    Request request;
    request.commands.push_back(MakeCommand(line));
    request.object = std::string(ObjectOfKey(request.commands[0].Keys()[0]));
    request.id = id;
    ReplicaHost& host = HostOf(node, request.object);
    host.Submit(std::move(request), std::move(done));
  }
  static WorldOptions Options(uint32_t nodes) {
    WorldOptions options;
    options.nodes = nodes;
    options.store.segment_bytes = 64 << 10;
    options.objects = {"k"};
    return options;
  }
  bool AllServe() const {
    for (const NodeId node : placement().nodes()) {
      if (!serving(node)) return false;
    }
    return true;
  }
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_TESTS_SIM_WORLD_CLUSTER_H_
