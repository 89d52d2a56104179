// What becomes of frames.
#include "sim/trace/message_recorder.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "sim/world/network_verbs.h"
#include "tests/sim/trace/recorded_world.h"

namespace paxosstore::sim {
namespace {

using End = TracedMessage::End;
using testing::HasSubstr;

std::vector<TracedMessage> Ended(const Trace& trace, End end) {
  std::vector<TracedMessage> found;
  std::copy_if(trace.messages.begin(), trace.messages.end(), std::back_inserter(found),
               [&](const TracedMessage& message) { return message.end == end; });
  return found;
}

uint64_t Duplicates(const Trace& trace) {
  return static_cast<uint64_t>(std::count_if(trace.messages.begin(), trace.messages.end(),
                                             [](const auto& m) { return m.duplicate; }));
}

// The recorder and the network count alike, whatever happened.
void ExpectAllCounted(RecordedWorld& world) {
  const Trace& trace = world.trace();
  const LinkCounters total = world.network().total();
  EXPECT_EQ(trace.messages.size(), total.sent + total.duplicated);
  EXPECT_EQ(Duplicates(trace), total.duplicated);
  EXPECT_EQ(Ended(trace, End::kDelivered).size(), total.delivered);
  EXPECT_EQ(Ended(trace, End::kLost).size(), total.lost);
  EXPECT_EQ(Ended(trace, End::kBlocked).size(), total.blocked);
  EXPECT_EQ(Ended(trace, End::kUndeliverable).size(), total.undeliverable);
  EXPECT_EQ(Ended(trace, End::kCorrupted).size(), total.corrupted);
  EXPECT_EQ(Ended(trace, End::kReset).size(), total.reset);
  EXPECT_EQ(Ended(trace, End::kOverflowed).size(), total.overflowed);
  EXPECT_EQ(Ended(trace, End::kInFlight).size(), world.network().in_flight());
}

// Three nodes that serve, and have nothing to say to each other for the moment.
class Messages : public testing::Test {
 protected:
  Messages() { world_.Serve(); }
  ~Messages() override { ExpectAllCounted(world_); }

  // n1 proposes to the others; what it has sent, and the duplicates of that.
  std::vector<TracedMessage> Propose() {
    const size_t before = world_.trace().messages.size();
    world_.Send(n1, "SET k a");
    EXPECT_TRUE(world_.RunUntil([&] { return Sent(before).size() >= 2; }, Seconds(1)));
    return Sent(before);
  }
  std::vector<TracedMessage> Sent(size_t after) {
    const auto& all = world_.trace().messages;
    std::vector<TracedMessage> sent;
    std::copy_if(all.begin() + static_cast<ptrdiff_t>(after), all.end(), std::back_inserter(sent),
                 [](const TracedMessage& m) { return m.from == n1; });
    return sent;
  }
  const Trace& trace() const { return world_.trace(); }

  RecordedWorld world_;
};

TEST_F(Messages, OneThatIsDeliveredHasBothMoments) {
  const std::vector<TracedMessage> sent = Propose();
  const Moment asked = world_.Now();
  ASSERT_EQ(sent.size(), 2u);
  EXPECT_EQ(sent[0].sent, asked);
  EXPECT_EQ(sent[0].end, End::kInFlight);
  EXPECT_FALSE(sent[0].ended.has_value());
  world_.RunFor(Milliseconds(5));
  const auto arrived = std::find_if(trace().messages.begin(), trace().messages.end(),
                                    [&](const auto& m) { return m.sent == asked; });
  ASSERT_NE(arrived, trace().messages.end());
  EXPECT_EQ(arrived->end, End::kDelivered);
  ASSERT_TRUE(arrived->ended.has_value());
  const Duration travelled = arrived->ended->time - asked.time;
  EXPECT_GE(travelled, Microseconds(100));
  EXPECT_LE(travelled, Microseconds(200));
  EXPECT_GT(arrived->ended->event, asked.event);
}

TEST_F(Messages, OneSaysWhoWhatAndOfWhichEntry) {
  const std::vector<TracedMessage> sent = Propose();
  ASSERT_EQ(sent.size(), 2u);
  EXPECT_EQ(sent[0].to, n2);
  EXPECT_EQ(sent[1].to, n3);
  for (const TracedMessage& message : sent) {
    EXPECT_EQ(message.from, n1);
    EXPECT_EQ(trace().objects[message.object], "k");
    EXPECT_EQ(message.entry, EntryId(1));
    EXPECT_FALSE(message.duplicate);
    EXPECT_THAT(message.text, HasSubstr("k"));
  }
}

TEST_F(Messages, OneThatTheLinkLosesNeverLeaves) {
  LinkOptions lossy;
  lossy.loss = {1, 1};
  world_.SetAllLinks(lossy);
  for (const TracedMessage& message : Propose()) {
    EXPECT_EQ(message.end, End::kLost);
    EXPECT_FALSE(message.ended.has_value());
  }
}

TEST_F(Messages, OneThatIsBlockedAtOnceNeverLeaves) {
  world_.Isolate(n1);
  for (const TracedMessage& message : Propose()) {
    EXPECT_EQ(message.end, End::kBlocked);
    EXPECT_FALSE(message.ended.has_value());
  }
}

TEST_F(Messages, OneThatIsBlockedWhenItArrivesHasTravelled) {
  Propose();
  world_.BlockOneWay(n1, n2);
  world_.RunFor(Milliseconds(1));
  const std::vector<TracedMessage> blocked = Ended(trace(), End::kBlocked);
  ASSERT_FALSE(blocked.empty());
  EXPECT_EQ(blocked[0].to, n2);
  ASSERT_TRUE(blocked[0].ended.has_value());
  EXPECT_GT(blocked[0].ended->time, blocked[0].sent.time);
}

TEST_F(Messages, ADuplicateIsASecondOneWithAFateOfItsOwn) {
  LinkOptions twice;
  twice.duplicate = {1, 1};
  world_.SetAllLinks(twice);
  const std::vector<TracedMessage> sent = Propose();
  ASSERT_EQ(sent.size(), 4u);
  EXPECT_FALSE(sent[0].duplicate);
  EXPECT_TRUE(sent[1].duplicate);
  EXPECT_EQ(sent[1].to, sent[0].to);
  EXPECT_EQ(sent[1].text, sent[0].text);
  world_.RunFor(Milliseconds(5));
  for (const TracedMessage& message : Ended(trace(), End::kDelivered)) {
    EXPECT_TRUE(message.ended.has_value());
  }
  EXPECT_GT(Duplicates(trace()), 2u);
}

TEST_F(Messages, OneThatIsDamagedOnTheWayEndsThere) {
  world_.network().SetCorruption({1, 1});
  Propose();
  world_.RunFor(Milliseconds(1));
  const std::vector<TracedMessage> corrupted = Ended(trace(), End::kCorrupted);
  ASSERT_FALSE(corrupted.empty());
  for (const TracedMessage& message : corrupted) EXPECT_TRUE(message.ended.has_value());
}

TEST_F(Messages, OneWhoseConnectionIsResetEndsWhenItWouldHaveArrived) {
  Propose();
  ResetConnections(world_, n1);
  world_.RunFor(Milliseconds(1));
  const std::vector<TracedMessage> reset = Ended(trace(), End::kReset);
  ASSERT_EQ(reset.size(), 2u);
  for (const TracedMessage& message : reset) EXPECT_TRUE(message.ended.has_value());
}

TEST_F(Messages, OneToANodeThatIsDownFindsNobody) {
  world_.Crash(n2);
  Propose();
  world_.RunFor(Milliseconds(1));
  const std::vector<TracedMessage> unheard = Ended(trace(), End::kUndeliverable);
  ASSERT_FALSE(unheard.empty());
  for (const TracedMessage& message : unheard) EXPECT_EQ(message.to, n2);
}

TEST_F(Messages, OneTooManyForASlowLinkNeverLeaves) {
  LimitBandwidth(world_, n1, 100);
  Propose();
  world_.Send(n1, "SET j " + std::string(100, 'x'));
  world_.RunFor(Milliseconds(100));
  const std::vector<TracedMessage> overflowed = Ended(trace(), End::kOverflowed);
  ASSERT_FALSE(overflowed.empty());
  EXPECT_FALSE(overflowed[0].ended.has_value());
}

TEST_F(Messages, OneOfAnObjectThatNobodyNamedBeforeNamesIt) {
  world_.Send(n1, "SET another a");
  world_.RunFor(Milliseconds(5));
  ASSERT_GE(trace().objects.size(), 2u);
  EXPECT_EQ(trace().objects[0], "k");
  EXPECT_EQ(trace().objects[1], "another");
  EXPECT_TRUE(std::any_of(trace().messages.begin(), trace().messages.end(),
                          [](const auto& m) { return m.object == 1; }));
}

// Those before it have numbers too, but no place in the trace.
TEST(MessageRecorder, OneThatWasSentBeforeAnybodyLookedIsNotInTheTrace) {
  RecordedWorld world;
  world.Serve();
  LinkOptions slow;
  slow.latency.base = Milliseconds(20);
  world.SetAllLinks(slow);
  world.Send(n1, "SET k a");
  const auto sent_since = [&world, before = world.network().total().sent] {
    return world.network().total().sent - before;
  };
  ASSERT_TRUE(world.RunUntil([&] { return sent_since() == 2; }, Seconds(1)));
  Trace late;
  {
    TraceBook book(&world, &late);
    MessageRecorder recorder(&book);
    world.Send(n1, "SET j b");  // while the first two are on their way
    ASSERT_TRUE(world.RunUntil([&] { return late.messages.size() == 2; }, Milliseconds(10)));
    world.RunFor(Milliseconds(200));
  }
  ASSERT_GT(late.messages.size(), 2u);
  for (size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(late.messages[i].end, End::kDelivered);
    ASSERT_TRUE(late.messages[i].ended.has_value());
    EXPECT_GE(late.messages[i].ended->time, late.messages[i].sent.time + Milliseconds(20));
  }
}

TEST(MessageRecorder, ManyFatesAtOnceAreAllCounted) {
  for (uint64_t seed = 1; seed <= 5; ++seed) {
    RecordedWorld world(seed);
    world.Serve();
    LinkOptions bad;
    bad.loss = bad.duplicate = bad.reorder = {1, 4};
    world.SetAllLinks(bad);
    world.network().SetCorruption({1, 10});
    for (int i = 0; i < 20; ++i) {
      world.Send(n1, "INCR k");
      world.Send(n2, "INCR k");
      world.RunFor(Milliseconds(3));
      if (i == 7) world.Restart(n3);
      if (i == 12) world.Isolate(n2);
      if (i == 16) world.HealNetwork();
    }
    ExpectAllCounted(world);
  }
}

}  // namespace
}  // namespace paxosstore::sim
