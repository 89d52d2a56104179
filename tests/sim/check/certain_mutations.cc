#include "tests/sim/check/certain_mutations.h"

#include <algorithm>
#include <utility>

#include "tests/sim/check/drawn_history.h"

namespace paxosstore::sim {
namespace {

using Operations = std::vector<RegisterOperation>;
using Mutated = std::optional<Operations>;

// All that may have written a value, and when.
struct Writers {
  size_t count = 0;
  size_t last = 0;  // one of them
  uint64_t least_start = Span::kNever;
  uint64_t greatest_end = 0;
};

bool Writes(const RegisterOperation& operation) {
  return operation.verb != RegisterVerb::kRead && !operation.refused;
}

// By value. The register has its first value from the beginning.
std::vector<Writers> WritersOf(const Operations& operations) {
  ValueId most = kAbsent;
  for (const auto& o : operations) most = std::max({most, o.argument, o.seen, o.expected});
  std::vector<Writers> writers(size_t{most} + 1);
  writers[kAbsent] = {1, 0, 0, 0};
  for (size_t i = 0; i < operations.size(); ++i) {
    if (!Writes(operations[i])) continue;
    Writers& those = writers[operations[i].argument];
    ++those.count;
    those.last = i;
    those.least_start = std::min(those.least_start, operations[i].span.start);
    those.greatest_end = std::max(those.greatest_end, operations[i].span.end);
  }
  return writers;
}

// The operations that answer a predicate, in an order of chance.
template <typename Predicate>
std::vector<size_t> Shuffled(const Operations& operations, RandomStream& random,
                             Predicate predicate) {
  std::vector<size_t> found;
  for (size_t i = 0; i < operations.size(); ++i) {
    if (predicate(operations[i])) found.push_back(i);
  }
  for (size_t i = found.size(); i > 1; --i) std::swap(found[i - 1], found[random.Below(i)]);
  return found;
}

bool IsRead(const RegisterOperation& o) {
  return o.verb == RegisterVerb::kRead && o.span.answered();
}

// Room for new events: two neighbouring numbers are four apart now.
Operations Spread(Operations operations) {
  for (RegisterOperation& o : operations) {
    o.span.start *= 4;
    if (o.span.answered()) o.span.end *= 4;
  }
  return operations;
}

// It saw what nobody ever wrote.
Mutated AlterARead(const Operations& operations, Values* values, RandomStream& random) {
  const std::vector<size_t> reads = Shuffled(operations, random, IsRead);
  if (reads.empty()) return std::nullopt;
  Operations mutated = operations;
  mutated[reads[0]].seen = values->Number("written by nobody");
  return mutated;
}

// The only write of a value goes, and a read that saw it stays.
Mutated DropAWriteThatWasRead(const Operations& operations, Values*, RandomStream& random) {
  const std::vector<Writers> writers = WritersOf(operations);
  for (const size_t read : Shuffled(operations, random, IsRead)) {
    const ValueId seen = operations[read].seen;
    if (seen == kAbsent || writers[seen].count != 1) continue;
    Operations mutated = operations;
    mutated.erase(mutated.begin() + static_cast<ptrdiff_t>(writers[seen].last));
    return mutated;
  }
  return std::nullopt;
}

// Two reads change answers, and what the first sees now was written only after it had ended.
Mutated SwapTwoAnswers(const Operations& operations, Values*, RandomStream& random) {
  const std::vector<Writers> writers = WritersOf(operations);
  const std::vector<size_t> reads = Shuffled(operations, random, IsRead);
  for (size_t tries = 0; tries < 200 && reads.size() > 1; ++tries) {
    const size_t first = reads[random.Below(reads.size())];
    const size_t second = reads[random.Below(reads.size())];
    if (operations[first].span.end >= writers[operations[second].seen].least_start) continue;
    Operations mutated = operations;
    std::swap(mutated[first].seen, mutated[second].seen);
    return mutated;
  }
  return std::nullopt;
}

// A value that was there once is taken away by two.
Mutated DoubleACompareAndSet(const Operations& operations, Values*, RandomStream& random) {
  const std::vector<Writers> writers = WritersOf(operations);
  const auto took_a_value = [&](const RegisterOperation& o) {
    return o.verb == RegisterVerb::kCas && !o.refused && o.span.answered() &&
           o.expected != o.argument && writers[o.expected].count == 1;
  };
  const std::vector<size_t> those = Shuffled(operations, random, took_a_value);
  if (those.empty()) return std::nullopt;
  Operations mutated = Spread(operations);
  RegisterOperation copy = mutated[those[0]];
  copy.process += "'";
  ++copy.span.start;
  ++copy.span.end;
  mutated.push_back(std::move(copy));
  SortByStarts(mutated);
  return mutated;
}

// A read comes again when the value that it saw has been written over for good.
Mutated RepeatAReadTooLate(const Operations& operations, Values*, RandomStream& random) {
  const std::vector<Writers> writers = WritersOf(operations);
  uint64_t last_event = 0, last_write_start = 0, its_end = 0;
  ValueId its_value = kAbsent;
  for (const RegisterOperation& o : operations) {
    last_event = std::max({last_event, o.span.start, o.span.answered() ? o.span.end : 0});
    if (o.verb == RegisterVerb::kWrite && o.span.answered()) {
      last_write_start = o.span.start;
      its_end = o.span.end;
      its_value = o.argument;
    }
  }
  for (const size_t read : Shuffled(operations, random, IsRead)) {
    const ValueId seen = operations[read].seen;
    if (seen == its_value || writers[seen].greatest_end >= last_write_start || its_end == 0)
      continue;
    Operations mutated = operations;
    RegisterOperation again = operations[read];
    again.process += "'";
    again.span = {last_event + 1, last_event + 2};
    mutated.push_back(std::move(again));
    return mutated;
  }
  return std::nullopt;
}

// At the end, when nobody else is there: two reads, and nothing left that could write between them.
Mutated DisagreeAtTheEnd(const Operations& operations, Values*, RandomStream& random) {
  uint64_t last_event = 0;
  for (const RegisterOperation& o : operations) {
    if (!o.span.answered() && Writes(o)) return std::nullopt;
    last_event = std::max({last_event, o.span.start, o.span.answered() ? o.span.end : 0});
  }
  const std::vector<size_t> writes = Shuffled(operations, random, Writes);
  if (writes.empty()) return std::nullopt;
  Operations mutated = operations;
  for (const ValueId seen : {operations[writes[0]].argument, kAbsent}) {
    RegisterOperation read;
    read.process = "'";
    read.seen = seen;
    read.span = {last_event + 1, last_event + 2};
    last_event += 2;
    mutated.push_back(std::move(read));
  }
  if (mutated.back().seen == (mutated.end() - 2)->seen) return std::nullopt;
  return mutated;
}

constexpr CertainMutation kMutations[] = {
    {"a read altered", AlterARead},
    {"a write dropped that was read", DropAWriteThatWasRead},
    {"two answers swapped", SwapTwoAnswers},
    {"a compare-and-set doubled", DoubleACompareAndSet},
    {"a read repeated too late", RepeatAReadTooLate},
    {"two reads that disagree at the end", DisagreeAtTheEnd},
};

}  // namespace

std::span<const CertainMutation> CertainMutations() { return kMutations; }

}  // namespace paxosstore::sim
