#include "sim/trace/failure_recorder.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

#include "sim/history/history_evidence.h"
#include "sim/oracles/chosen_agreement.h"
#include "sim/oracles/chosen_kept.h"
#include "sim/oracles/durable_before_visible.h"
#include "sim/oracles/exactly_once.h"
#include "sim/oracles/one_value_per_ballot.h"
#include "sim/oracles/promises_monotone.h"
#include "sim/oracles/views_within_actual.h"
#include "sim/trace/report_words.h"

namespace paxosstore::sim {
namespace {

constexpr uint64_t kSearchBudget = 2'000'000;

// Those that judge what the watch is told.
bool OfTheWatch(std::string_view oracle) {
  constexpr std::array<std::string_view, 7> kNames = {
      ChosenAgreement::kName,   ChosenKept::kName,        DurableBeforeVisible::kName,
      ExactlyOnce::kName,       OneValuePerBallot::kName, PromisesMonotone::kName,
      ViewsWithinActual::kName,
  };
  return std::find(kNames.begin(), kNames.end(), oracle) != kNames.end();
}

// The number behind the first `word` that has one; 0 if there is none.
uint64_t NumberAfter(std::string_view text, std::string_view word) {
  for (size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
    const std::string_view rest = text.substr(at + word.size());
    uint64_t number = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
    if (error == std::errc()) return number;
  }
  return 0;
}

bool BeginsWithWord(std::string_view text, std::string_view word) {
  return text.substr(0, word.size()) == word &&
         (text.size() == word.size() || text[word.size()] == ':' || text[word.size()] == ' ');
}

// The name as a whole: not c1#2 in c1#23.
bool Names(std::string_view text, std::string_view name) {
  for (size_t at = text.find(name); at != text.npos; at = text.find(name, at + 1)) {
    const size_t end = at + name.size();
    if (end == text.size() || text[end] < '0' || text[end] > '9') return true;
  }
  return false;
}

}  // namespace

void FailureRecorder::Hear(const Report& report) {
  if (book_->world().judge().failed()) return;
  last_ = report;
  heard_ = book_->Now();
}

void FailureRecorder::Finish(const Failure& failure) {
  TracedFailure traced;
  traced.failure = failure;
  // An oracle of the watch judges a report the moment it comes; at the end of a run nobody reports.
  const bool told = last_.has_value() && heard_.event == failure.moment.event &&
                    heard_.time == failure.moment.time;
  if (told && (OfTheWatch(failure.oracle) || failure.oracle == "check")) {
    const Subject subject = SubjectOf(*last_);
    traced.node = NodeOf(*last_);
    if (!subject.object.empty()) traced.object = book_->Number(subject.object);
    traced.entry = subject.entry;
    traced.told = InWords(*last_);
  }
  ReadWords(&traced);
  MarkNamedOperations(&traced);
  if (failure.oracle == "linearizability") ExplainHistory(&traced);
  book_->trace().failure = std::move(traced);
}

void FailureRecorder::ReadWords(TracedFailure* traced) {
  const std::string_view what = traced->failure.what;
  const std::vector<std::string>& objects = book_->trace().objects;
  for (ObjectIndex i = 0; i < objects.size() && traced->object == kNoObject; ++i) {
    if (BeginsWithWord(what, objects[i])) traced->object = i;
  }
  // What is said of an entry is nearer to the point than what the message began with.
  if (traced->object != kNoObject && BeginsWithWord(what, objects[traced->object] + " entry")) {
    traced->entry = EntryId(NumberAfter(what, " entry "));
  }
  if (traced->node != NodeId()) return;
  const uint64_t nodes = book_->trace().nodes;
  uint64_t node = what.substr(0, 5) == "node " ? NumberAfter(what, "node ") : 0;
  if (node == 0 && what.substr(0, 1) == "n") node = NumberAfter(what.substr(0, 8), "n");
  if (node <= nodes) traced->node = NodeId(static_cast<uint32_t>(node));
}

void FailureRecorder::MarkNamedOperations(TracedFailure* traced) {
  const std::string_view what = traced->failure.what;
  if (what.find('#') == what.npos || traced->failure.oracle == "linearizability") return;
  for (TracedOperation& operation : book_->trace().operations) {
    if (!Names(what, operation.name)) continue;
    operation.guilty = true;
    traced->entry = EntryId();  // it is about all that the operation did, not about one entry
    if (traced->object == kNoObject) traced->object = operation.object;
  }
}

void FailureRecorder::ExplainHistory(TracedFailure* traced) {
  const History& history = book_->world().history();
  if (traced->object >= history.objects()) return;
  const std::vector<Operation>& operations = history.of(traced->object);
  const Evidence evidence = FindEvidence(operations, kSearchBudget);
  if (evidence.guilty.empty()) return;
  std::string text = "No order of these explains what they answered";
  if (!evidence.before.empty()) text += "; before them the object held: " + evidence.before;
  for (const Bar& bar : evidence.guilty) {
    // No two operations start at one event of the history.
    const auto it = std::find_if(operations.begin(), operations.end(),
                                 [&](const Operation& o) { return o.start == bar.span.start; });
    if (it == operations.end()) continue;
    text += "\n" + ToString(*it);
    const auto index = static_cast<uint32_t>(it - operations.begin());
    if (TracedOperation* const guilty = operations_->Find(History::Handle{traced->object, index})) {
      guilty->guilty = true;
    }
  }
  traced->explanation = std::move(text);
}

}  // namespace paxosstore::sim
