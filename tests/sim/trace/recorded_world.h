// Scripted clusters that are recorded from their first moment on.
#ifndef PAXOSSTORE_TESTS_SIM_TRACE_RECORDED_WORLD_H_
#define PAXOSSTORE_TESTS_SIM_TRACE_RECORDED_WORLD_H_

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/trace/recorder.h"
#include "tests/sim/history/history_builder.h"

namespace paxosstore::sim {

inline const NodeId n1(1), n2(2), n3(3);

inline bool operator==(Moment a, Moment b) { return a.time == b.time && a.event == b.event; }

// A world of three nodes, none of them started.
class RecordedWorld : public World {
 public:
  explicit RecordedWorld(uint64_t seed = 1) : World(seed, Options()), recorder_(this, &trace_) {
    watch().set_tap([this](const Report& report) { recorder_.Hear(report); });
  }
  ~RecordedWorld() {
    watch().set_tap(nullptr);
    EXPECT_FALSE(judge().failed()) << judge().failure()->what;
  }

  Recorder& recorder() { return recorder_; }
  const sim::Trace& trace() const { return trace_; }
  Moment Now() { return {now(), queue().dispatched()}; }

  void Serve() {
    StartAll();
    for (const NodeId node : nodes()) Await(node);
  }
  void Await(NodeId node) {
    ASSERT_TRUE(RunUntil([&] { return serving(node); }, Seconds(1)));
  }
  // Asks nobody to wait for the answer.
  void Send(
      NodeId node, const std::string& line, ResultFn done = [](Result) {}) {
    Request request;
    request.commands.push_back(MakeCommand(line));
    request.object = std::string(ObjectOfKey(request.commands[0].Keys()[0]));
    ReplicaHost& host = HostOf(node, request.object);
    host.Submit(std::move(request), std::move(done));
  }
  // Runs until it is answered; true if that is OK.
  bool Do(NodeId node, const std::string& line) {
    auto answer = std::make_shared<std::optional<Outcome>>();
    Send(node, line, [answer](Result result) { *answer = result.outcome; });
    RunUntil([&] { return answer->has_value(); }, Seconds(10));
    return *answer == Outcome::kOk;
  }

 private:
  static WorldOptions Options() {
    WorldOptions options;
    options.store.segment_bytes = 64 << 10;
    options.objects = {"k"};
    return options;
  }

  sim::Trace trace_;
  Recorder recorder_;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_TESTS_SIM_TRACE_RECORDED_WORLD_H_
