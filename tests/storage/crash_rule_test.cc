// The crash rule, case by case, on logs written by hand: what is a torn tail, what is damage.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/storage/log_image.h"
#include "tests/storage/machine.h"

namespace paxosstore::storage {
namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr uint64_t kSlotBytes = 16 << 10;

class CrashRule : public testing::Test {
 protected:
  CrashRule() : machine_(1), log_(1, kSlotBytes) {
    log_.PutSegmentHeader({SegmentNumber(1), SegmentNumber(1), Sequence(1), Incarnation(1)});
  }

  static GroupHeader DurableUpto(uint64_t sequence) {
    GroupHeader header;
    header.durable_upto = Sequence(sequence);
    return header;
  }
  static GroupHeader InSegmentThree(uint64_t first, uint64_t durable_upto) {
    GroupHeader header = DurableUpto(durable_upto);
    header.first = Sequence(first);
    header.segment = SegmentNumber(3);
    header.oldest = SegmentNumber(2);
    return header;
  }
  uint64_t Put(SlotImage& log, const std::string& object, uint64_t durable_upto) {
    return log.PutGroup(DurableUpto(durable_upto),
                        {ChosenPayload(object, 1, "value of " + object)});
  }
  absl::Status Open() {
    log_.Store(machine_);
    return machine_.Open();
  }
  bool Has(const std::string& object) {
    absl::StatusOr<LogState> log = machine_.store().Load(object);
    EXPECT_TRUE(log.ok()) << log.status();
    return log->chosen != EntryId();
  }
  static std::string Message(const absl::Status& status) { return std::string(status.message()); }

  Machine machine_;
  SlotImage log_;
};

TEST_F(CrashRule, AWholeLogIsReadToItsEnd) {
  Put(log_, "a", 0);
  Put(log_, "b", 1);
  ASSERT_TRUE(Open().ok());
  EXPECT_TRUE(Has("a"));
  EXPECT_TRUE(Has("b"));
  EXPECT_EQ(machine_.store().incarnation(), Incarnation(2));
}

TEST_F(CrashRule, TornTailIsCutAtTheLastSoundGroup) {
  Put(log_, "a", 0);
  const uint64_t torn = Put(log_, "b", 1);
  log_.FlipByte(torn + kHeaderBytes + 20);
  ASSERT_TRUE(Open().ok());
  EXPECT_TRUE(Has("a"));
  EXPECT_FALSE(Has("b"));
}

// 1. groups b and c are written, neither is durable; 2. power fails; the platter got c, not b.
TEST_F(CrashRule, ASoundGroupBehindATornOneIsCutToo) {
  Put(log_, "a", 0);
  const uint64_t torn = Put(log_, "b", 1);
  Put(log_, "c", 1);
  log_.FlipByte(torn + kHeaderBytes + 20);
  ASSERT_TRUE(Open().ok());
  EXPECT_TRUE(Has("a"));
  EXPECT_FALSE(Has("b"));
  EXPECT_FALSE(Has("c"));
}

TEST_F(CrashRule, DamageThatALaterGroupAttestsIsRefused) {
  Put(log_, "a", 0);
  const uint64_t damaged = Put(log_, "b", 1);
  Put(log_, "c", 2);
  log_.FlipByte(damaged + kHeaderBytes + 20);
  const absl::Status opened = Open();
  EXPECT_TRUE(absl::IsDataLoss(opened)) << opened;
  EXPECT_THAT(Message(opened),
              AllOf(HasSubstr("log-000001: offset " + std::to_string(damaged) + ": "),
                    HasSubstr("checksum mismatch"), HasSubstr("record 2 was durable")));
}

TEST_F(CrashRule, ADamagedHeaderThatALaterGroupAttestsIsRefused) {
  Put(log_, "a", 0);
  const uint64_t damaged = Put(log_, "b", 1);
  Put(log_, "c", 2);
  log_.FlipByte(damaged + 16);
  EXPECT_THAT(Message(Open()), HasSubstr("log-000001: offset " + std::to_string(damaged) + ": "));
}

TEST_F(CrashRule, TheHeaderOfATornGroupStillAttests) {
  Put(log_, "a", 0);
  const uint64_t damaged = Put(log_, "b", 1);
  const uint64_t torn = Put(log_, "c", 2);
  log_.FlipByte(damaged + kHeaderBytes + 20);
  log_.FlipByte(torn + kHeaderBytes + 20);
  EXPECT_TRUE(absl::IsDataLoss(Open()));
}

TEST_F(CrashRule, RefusalChangesNothingOnTheDisk) {
  Put(log_, "a", 0);
  const uint64_t damaged = Put(log_, "b", 1);
  Put(log_, "c", 2);
  log_.FlipByte(damaged + kHeaderBytes);
  log_.Store(machine_);
  machine_.StoreFile("new-000009", "half of a slot");
  const uint64_t before = machine_.disk().DurableDigest();
  EXPECT_FALSE(machine_.Open().ok());
  machine_.RunAll();
  machine_.KillProcess();
  EXPECT_FALSE(machine_.Open().ok());
  EXPECT_EQ(machine_.disk().DurableDigest(), before);
}

// 1. Group b is torn, group c behind it is sound; both are cut. 2. The next incarnation writes its
// first group over b, and it ends exactly where c begins, with the sequence number before c's.
// 3. Power fails. Only c's incarnation tells that it does not belong there.
TEST_F(CrashRule, ACutGroupStaysDeadWhenNewOnesEndWhereItBegins) {
  Put(log_, "a", 0);
  const uint64_t torn = log_.end();
  GroupHeader b = DurableUpto(1);
  b.first = Sequence(2);
  log_.PutGroup(b, {ChosenPayload("b", 1, "")});
  log_.FlipByte(torn);
  // Sizes of the incarnation's group: a header and a record with a payload of one byte.
  log_.set_end(AlignGroup(torn + kHeaderBytes + kRecordHeaderBytes + 1));
  GroupHeader c = DurableUpto(1);
  c.first = Sequence(3);
  log_.PutGroup(c, {ChosenPayload("c", 1, "must stay dead")});
  ASSERT_TRUE(Open().ok());
  EXPECT_EQ(machine_.store().incarnation(), Incarnation(2));
  for (int restart = 0; restart < 2; ++restart) {
    EXPECT_TRUE(Has("a"));
    EXPECT_FALSE(Has("c"));
    machine_.Crash();
    ASSERT_TRUE(machine_.Open().ok());
  }
}

TEST_F(CrashRule, ACopyOfAGroupInAnotherPlaceIsNotTakenForTheNextOne) {
  Put(log_, "a", 0);
  const uint64_t second = log_.end();
  Put(log_, "b", 1);
  // A misdirected write: the group that belongs at `second` has landed a little further on.
  SlotImage misdirected(1, kSlotBytes);
  misdirected.PutSegmentHeader({SegmentNumber(1), SegmentNumber(1), Sequence(1), Incarnation(1)});
  Put(misdirected, "a", 0);
  std::string bytes = misdirected.bytes();
  bytes.replace(second + 64, 200, log_.bytes().substr(second, 200));
  machine_.StoreFile("log-000001", bytes);
  ASSERT_TRUE(machine_.Open().ok());
  EXPECT_TRUE(Has("a"));
  EXPECT_FALSE(Has("b"));
}

// 1. Segment 2's first write, header and group, is under way; 2. power fails; the platter got the
// group and not the header. The slot still says that it was segment 0's, or nobody's.
TEST_F(CrashRule, ATornSegmentHeaderHidesOnlyWhatWasNotDurable) {
  Put(log_, "a", 0);
  SlotImage next(2, kSlotBytes);
  next.PutSegmentHeader({SegmentNumber(2), SegmentNumber(1), Sequence(2), Incarnation(1)});
  Put(next, "b", 1);
  next.FlipByte(kSegmentHeaderAt + 20);
  next.Store(machine_);
  ASSERT_TRUE(Open().ok());
  EXPECT_TRUE(Has("a"));
  EXPECT_FALSE(Has("b"));
}

TEST_F(CrashRule, ADamagedSegmentHeaderBeforeDurableGroupsIsRefused) {
  Put(log_, "a", 0);
  SlotImage next(2, kSlotBytes);
  next.PutSegmentHeader({SegmentNumber(2), SegmentNumber(1), Sequence(2), Incarnation(1)});
  Put(next, "b", 1);
  Put(next, "c", 2);
  next.FlipByte(kSegmentHeaderAt + 20);
  next.Store(machine_);
  const absl::Status opened = Open();
  EXPECT_TRUE(absl::IsDataLoss(opened)) << opened;
  EXPECT_THAT(Message(opened), HasSubstr("log-000002: offset 64: segment header is damaged"));
}

// The first write of a segment, its header with it, never came: the slot still looks free, as it
// was made or as an earlier segment left it.
TEST_F(CrashRule, ALostFirstWriteOfASegmentBeforeDurableGroupsIsRefused) {
  for (const bool recycled : {false, true}) {
    SlotImage log(1, kSlotBytes);
    log.PutSegmentHeader({SegmentNumber(2), SegmentNumber(2), Sequence(9), Incarnation(1)});
    Put(log, "a", 8);
    SlotImage next(2, kSlotBytes);
    if (recycled) {
      next.PutSegmentHeader({SegmentNumber(1), SegmentNumber(1), Sequence(1), Incarnation(1)});
      Put(next, "old", 0);
    }
    next.set_end(1024);
    next.PutGroup(InSegmentThree(11, 10), {ChosenPayload("c", 1, "c")});
    next.PutGroup(InSegmentThree(12, 11), {ChosenPayload("d", 1, "d")});
    Machine machine(1);
    log.Store(machine);
    next.Store(machine);
    EXPECT_THAT(Message(machine.Open()), HasSubstr("log-000002: offset 64: ")) << recycled;
  }
}

TEST_F(CrashRule, TheNextSegmentAttestsTheWholeOfTheOneBefore) {
  Put(log_, "a", 0);
  const uint64_t damaged = Put(log_, "b", 1);
  log_.FlipByte(damaged + kHeaderBytes);
  SlotImage next(2, kSlotBytes);
  next.PutSegmentHeader({SegmentNumber(2), SegmentNumber(1), Sequence(3), Incarnation(1)});
  next.Store(machine_);
  EXPECT_THAT(Message(Open()), HasSubstr("log-000001: offset " + std::to_string(damaged) + ": "));
}

TEST_F(CrashRule, AMissingSegmentIsRefused) {
  SlotImage third(3, kSlotBytes);
  third.PutSegmentHeader({SegmentNumber(3), SegmentNumber(1), Sequence(9), Incarnation(1)});
  third.Store(machine_);
  Put(log_, "a", 0);
  const absl::Status opened = Open();
  EXPECT_TRUE(absl::IsDataLoss(opened)) << opened;
}

// 1. Segment 1 is freed: group c says so and is durable. 2. Its slot is being written as segment 3.
// 3. Power fails: the slot still has segment 1's header, over groups that are half gone.
TEST_F(CrashRule, AFreedSegmentMayBeInAnyState) {
  const uint64_t gone = Put(log_, "stale", 0);
  log_.FlipByte(gone + 70);
  SlotImage second(2, kSlotBytes);
  second.PutSegmentHeader({SegmentNumber(2), SegmentNumber(1), Sequence(2), Incarnation(1)});
  Put(second, "b", 1);
  GroupHeader c = DurableUpto(2);
  c.oldest = SegmentNumber(2);
  second.PutGroup(c, {ChosenPayload("c", 1, "c")});
  second.Store(machine_);
  ASSERT_TRUE(Open().ok());
  EXPECT_TRUE(Has("b"));
  EXPECT_TRUE(Has("c"));
}

TEST_F(CrashRule, ADamagedSlotHeaderIsRefused) {
  Put(log_, "a", 0);
  log_.FlipByte(20);
  EXPECT_THAT(Message(Open()), HasSubstr("log-000001: offset 0: slot header is damaged"));
}

TEST_F(CrashRule, ASlotOfAnotherLogIsRefused) {
  Put(log_, "a", 0);
  log_.Store(machine_);
  std::string header(kSlotBytes, '\0');
  EncodeSlotHeader({MarkFromSalt(99), 2}, header.data());
  machine_.StoreFile("log-000002", header);
  EXPECT_THAT(Message(machine_.Open()), HasSubstr("log-000002: offset 0: "));
}

TEST_F(CrashRule, HalfMadeSlotsAreRemoved) {
  Put(log_, "a", 0);
  machine_.StoreFile("new-000007", std::string(100, 'x'));
  ASSERT_TRUE(Open().ok());
  machine_.RunAll();
  ASSERT_TRUE(machine_.WriteDurably(Chosen("z", 1, MakeValue(1, "z"))).ok());
  machine_.KillProcess();
  ASSERT_TRUE(machine_.Open().ok());
  machine_.RunAll();
  EXPECT_THAT(machine_.disk().DurableNames(), testing::Not(testing::Contains("new-000007")));
  EXPECT_TRUE(Has("a"));
}

// Whether a client can make the store refuse to start: its value holds commit group headers that
// attest the moon, and power fails while the value is being written.
bool ForgedGroupsAreBelieved(uint64_t salt) {
  StoreOptions options = SmallOptions();
  options.salt = salt;
  for (uint64_t seed = 0; seed < 40; ++seed) {
    Machine machine(seed, options);
    EXPECT_TRUE(machine.Open().ok());
    // In an empty log the value begins at a known place.
    constexpr uint64_t kValueAt = 312;
    std::string payload;
    while (payload.size() < 8 << 10) {
      GroupHeader forged;
      forged.durable_upto = Sequence(1'000'000);
      forged.offset = static_cast<uint32_t>(kValueAt + payload.size());
      payload += GroupBytes(forged, {});
    }
    machine.store().Write(Chosen("123456789012", 1, MakeValue(1, payload)), Done());
    machine.RunSome(1);
    machine.Crash();
    if (!machine.Open().ok()) return true;
  }
  return false;
}

TEST(CrashRuleSalt, AValueThatLooksLikeAGroupAttestsNothingIfTheSaltIsSecret) {
  EXPECT_TRUE(ForgedGroupsAreBelieved(0)) << "or else this test tests nothing";
  EXPECT_FALSE(ForgedGroupsAreBelieved(0x1234'5678'9ABC'DEF0));
}

}  // namespace
}  // namespace paxosstore::storage
