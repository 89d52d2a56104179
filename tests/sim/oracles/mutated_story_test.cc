// The oracles, tried on true stories and on the same ones with one lie at each possible place.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <set>

#include "sim/oracles/watch.h"
#include "tests/sim/oracles/mutation.h"
#include "tests/sim/oracles/naive_judge.h"
#include "tests/sim/oracles/story.h"

namespace paxosstore::sim {
namespace {

const std::vector<Story>& Stories() {
  static const std::vector<Story> kStories = {Story::Record(1), Story::Record(2), Story::Record(3)};
  return kStories;
}

// What a fresh watch makes of these reports, followed by a look at the whole history.
std::optional<Failure> Retell(const Story& story, const std::vector<const Report*>& reports) {
  size_t told = 0;
  History history = story.history();
  Judge judge([&told] { return Moment{{}, told}; });
  Watch watch(&judge, &history, Story::kNodes);
  for (const std::string& object : story.objects()) watch.Intern(object);
  for (; told < reports.size() && !judge.failed(); ++told) Tell(watch, *reports[told]);
  if (!judge.failed()) watch.exactly_once().CheckAll();
  return judge.failure();
}

std::vector<const Report*> Whole(const Story& story) {
  std::vector<const Report*> reports;
  for (const Report& report : story.reports()) reports.push_back(&report);
  return reports;
}

std::string Show(const Story& story, const Edit& edit, const std::optional<Failure>& failure) {
  return "report " + std::to_string(edit.at) + " " + ToString(story.reports()[edit.at]) +
         (edit.altered.has_value() ? "\n  now " + ToString(*edit.altered) : std::string()) +
         "\n  " + (failure.has_value() ? failure->oracle + ": " + failure->what : "accepted");
}

struct Tally {
  size_t made = 0, rejected = 0, illegal = 0, legal = 0;
};

// Where no rule is at hand: the watch and its naive twin have to agree.
void Compare(const Story& story, const Edit& edit, const std::optional<Failure>& failure) {
  const std::set<std::string> offended = OffendedOracles(story.Retold(Edited(story, edit)));
  if (failure.has_value() && failure->oracle == ExactlyOnce::kName) return;  // has no twin
  ASSERT_EQ(failure.has_value(), !offended.empty()) << Show(story, edit, failure);
  if (!failure.has_value()) return;
  ASSERT_EQ(offended.count(failure->oracle), 1u) << Show(story, edit, failure);
}

void JudgeOne(const Mutation& mutation, const Story& story, const Edit& edit,
              const std::optional<Failure>& failure) {
  switch (edit.claim) {
    case Claim::kIllegal:
      ASSERT_TRUE(failure.has_value()) << Show(story, edit, failure);
      ASSERT_NE(std::count(mutation.oracles.begin(), mutation.oracles.end(), failure->oracle), 0)
          << Show(story, edit, failure);
      return;
    case Claim::kLegal:
      ASSERT_FALSE(failure.has_value()) << Show(story, edit, failure);
      return;
    case Claim::kOpen:
      Compare(story, edit, failure);
  }
}

void Try(const Mutation& mutation, const Story& story, Tally* tally) {
  for (size_t i = 0; i < story.reports().size(); ++i) {
    const std::optional<Edit> edit = mutation.make(story, i);
    if (!edit.has_value()) continue;
    const std::optional<Failure> failure = Retell(story, Edited(story, *edit));
    ++tally->made;
    tally->rejected += failure.has_value() ? 1 : 0;
    tally->illegal += edit->claim == Claim::kIllegal ? 1 : 0;
    tally->legal += edit->claim == Claim::kLegal ? 1 : 0;
    JudgeOne(mutation, story, *edit, failure);
    if (testing::Test::HasFatalFailure()) return;
  }
}

// A table row: how many such changes there are, and what became of them.
void TryAll(const std::vector<Mutation>& mutations) {
  for (const Mutation& mutation : mutations) {
    SCOPED_TRACE(mutation.name);
    Tally tally;
    for (const Story& story : Stories()) Try(mutation, story, &tally);
    std::printf("  %-50s %5zu made, %5zu rejected, %5zu illegal, %5zu legal\n",
                mutation.name.c_str(), tally.made, tally.rejected, tally.illegal, tally.legal);
    EXPECT_GT(tally.made, 0u);
    EXPECT_GT(mutation.oracles.empty() ? tally.legal : tally.illegal, 0u);
  }
}

TEST(Stories, AreTrue) {
  for (const Story& story : Stories()) {
    const std::optional<Failure> failure = Retell(story, Whole(story));
    EXPECT_FALSE(failure.has_value()) << failure->oracle << ": " << failure->what;
    EXPECT_EQ(OffendedOracles(story), std::set<std::string>{});
  }
}

TEST(Stories, TellOfEverything) {
  std::set<size_t> kinds, bodies;
  for (const Story& story : Stories()) {
    std::printf("  %zu reports\n", story.reports().size());
    for (const Report& report : story.reports()) kinds.insert(report.index());
  }
  EXPECT_EQ(kinds.size(), std::variant_size_v<Report>);
}

// What the clients of a story were told, with one operation changed.
template <typename Change>
void TryOperations(Change change, size_t* made) {
  for (const Story& story : Stories()) {
    // The effects, as the story tells them.
    History told = story.history();
    Judge judge([made] { return Moment{{}, *made}; });
    Watch watch(&judge, &told, Story::kNodes);
    for (const std::string& object : story.objects()) watch.Intern(object);
    for (const Report& report : story.reports()) Tell(watch, report);
    for (uint32_t object = 0; object < told.objects(); ++object) {
      for (size_t i = 0; i < told.of(object).size(); ++i) {
        History changed = told;
        if (!change(changed.of(object)[i])) continue;
        ++*made;
        Judge again([made] { return Moment{{}, *made}; });
        ExactlyOnce(&again, &changed).CheckAll();
        ASSERT_TRUE(again.failed()) << ToString(changed.of(object)[i]);
        EXPECT_EQ(again.failure()->oracle, ExactlyOnce::kName);
      }
    }
  }
}

TEST(MutatedStories, AnEffectOfWhatWasReportedAsNotDoneIsRejected) {
  size_t made = 0;
  TryOperations(
      [](Operation& operation) {
        if (operation.effect_entry == EntryId()) return false;
        operation.fate = Fate::kNotDone;
        return true;
      },
      &made);
  EXPECT_GT(made, 50u);
}

TEST(MutatedStories, AnAnswerThatNamesAnotherEntryIsRejected) {
  for (const bool later : {false, true}) {
    size_t made = 0;
    TryOperations(
        [later](Operation& operation) {
          if (operation.effect_entry == EntryId() || operation.fate != Fate::kOk) return false;
          operation.version = later ? operation.version.Next() : operation.version.Previous();
          return true;
        },
        &made);
    EXPECT_GT(made, 50u);
  }
}

TEST(MutatedStories, OfMessages) { TryAll(MutationsOfMessages()); }
TEST(MutatedStories, OfRecords) { TryAll(MutationsOfRecords()); }
TEST(MutatedStories, OfClaims) { TryAll(MutationsOfClaims()); }
TEST(MutatedStories, OfMemory) { TryAll(MutationsOfMemory()); }
TEST(MutatedStories, LegalOnes) { TryAll(LegalMutations()); }

}  // namespace
}  // namespace paxosstore::sim
