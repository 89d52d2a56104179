#include "sim/check/register_evidence.h"

#include <algorithm>
#include <utility>

#include "sim/check/chain_monitor.h"
#include "sim/check/register_steps.h"
#include "sim/check/wrong_part.h"

namespace paxosstore::sim {
namespace {

using Operations = std::vector<RegisterOperation>;

Operations Resolved(const Operations& operations, const WrongPart& part) {
  Operations guilty;
  for (const WrongPart::Piece& piece : part.pieces) {
    guilty.push_back(operations[piece.operation]);
    guilty.back().span = piece.span;
  }
  return guilty;
}

// Whether the operation could have been told apart by that text.
bool ShowsIn(const RegisterOperation& operation, const std::string& text, const Values& values) {
  const std::string& own = values.Text(operation.argument);
  const bool looks = operation.verb == RegisterVerb::kRead || operation.refused;
  const bool whole = operation.verb == RegisterVerb::kCas;
  return !looks && (whole ? text == own : text.find(own) != std::string::npos);
}

const std::string* SeenText(const RegisterOperation& operation, const Values& values) {
  if (operation.verb == RegisterVerb::kCas) return &values.Text(operation.expected);
  const bool saw = operation.verb == RegisterVerb::kRead && operation.span.answered();
  return saw ? &values.Text(operation.seen) : nullptr;
}

// As the chain monitor looks at it.
bool IsLookedAt(const RegisterOperation& operation, uint64_t until) {
  const bool open_read = operation.span.end >= until && operation.verb == RegisterVerb::kRead;
  return operation.span.start < until && !operation.refused && !open_read;
}

// The guilty; who wrote what they saw; who saw what those without an answer wrote, and first saw
// what was appended. Nothing if they are too many.
WrongPart WithWitnesses(const Operations& operations, const MonitorVerdict& found,
                        const Values& values) {
  constexpr size_t kPiecesMax = 16;
  std::vector<bool> in(operations.size());
  std::vector<uint32_t> guilty;
  const auto add = [&](uint32_t i) {
    if (!in[i]) guilty.push_back(i);
    in[i] = true;
  };
  for (uint32_t i = 0; i < operations.size(); ++i) {
    const auto same = [&](const RegisterOperation& other) {
      return other.span.start == operations[i].span.start;
    };
    if (std::any_of(found.guilty.begin(), found.guilty.end(), same)) add(i);
  }
  for (size_t at = 0; at < guilty.size(); ++at) {
    const RegisterOperation& one = operations[guilty[at]];
    const std::string* saw = SeenText(one, values);
    const bool follows = one.verb == RegisterVerb::kAppend;
    bool told = one.span.end < found.until && !follows;
    for (uint32_t i = 0; i < operations.size() && guilty.size() <= kPiecesMax; ++i) {
      if (!IsLookedAt(operations[i], found.until)) continue;
      const std::string* seen = SeenText(operations[i], values);
      if (saw != nullptr && ShowsIn(operations[i], *saw, values)) add(i);
      if (told || seen == nullptr || !ShowsIn(one, *seen, values)) continue;
      add(i);
      told = follows;
    }
    if (guilty.size() > kPiecesMax) return {};
  }
  std::sort(guilty.begin(), guilty.end());
  WrongPart part;
  for (const uint32_t i : guilty) {
    const Span span = operations[i].span;
    part.pieces.push_back({i, {span.start, span.end < found.until ? span.end : Span::kNever}});
  }
  return part;
}

}  // namespace

RegisterEvidence FindEvidence(const std::vector<RegisterOperation>& operations, Values* values,
                              uint64_t budget) {
  constexpr size_t kShownMax = 8;  // more explain less than the two that contradict each other
  RegisterSteps steps(operations, values);
  MonitorVerdict quick = MonitorChains(operations, *values);
  if (quick.verdict != Verdict::kViolation) {
    const WrongPart part = FindWrongPart(steps, budget);
    return {Resolved(operations, part), part.before, ""};
  }
  const WrongPart part = MakeSmaller(steps, WithWitnesses(operations, quick, *values), budget);
  const bool explains = !part.pieces.empty() && part.pieces.size() <= kShownMax;
  return {
      explains ? Resolved(operations, part) : std::move(quick.guilty), {}, std::move(quick.why)};
}

Evidence InWords(const RegisterEvidence& evidence, const Values& values) {
  std::string before;
  for (const ValueId value : evidence.before) {
    before += (before.empty() ? "" : " or ") + values.Shown(value);
  }
  return {evidence.why, before, BarsOf(evidence.guilty, values)};
}

}  // namespace paxosstore::sim
