#include "sim/check/chain_monitor.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_map.h"

namespace paxosstore::sim {
namespace {

constexpr uint32_t kNobody = 0xffffffff;

// The cluster of what was never written has number 0, that of operation i number i + 1.
using Cluster = uint32_t;
constexpr Cluster kInitial = 0;

// Of a block: the least end and the greatest start, and whose they are.
struct Zone {
  uint64_t end = Span::kNever;
  uint64_t start = 0;
  uint32_t first_to_end = kNobody;
  uint32_t last_to_start = kNobody;

  bool forward() const { return end < start; }
};

class Monitor {
 public:
  Monitor(const std::vector<RegisterOperation>& operations, const Values& values)
      : all_(operations),
        values_(values),
        writer_of_(values.size(), kNobody),
        before_(operations.size() + 1, kNobody),
        after_(operations.size() + 1, kNobody),
        last_reader_(operations.size() + 1, kNobody),
        reader_before_(operations.size(), kNobody),
        walked_(operations.size() + 1),
        glued_by_(operations.size() + 1, kNobody),
        seen_(operations.size(), kInitial) {}

  MonitorVerdict Run();

 private:
  bool Writes(uint32_t i) const { return all_[i].verb != RegisterVerb::kRead && !all_[i].refused; }
  // As of the part that is looked at.
  Span SpanOf(uint32_t i) const {
    const Span& span = all_[i].span;
    return {span.start, span.end < verdict_.until ? span.end : Span::kNever};
  }
  void TakeUniquePart();
  bool ReadClusters();
  void AddReader(uint32_t reader, Cluster cluster) {
    reader_before_[reader] = std::exchange(last_reader_[cluster], reader);
    seen_[reader] = cluster;
  }
  bool Observe(uint32_t reader);
  bool ObserveText(uint32_t reader, std::string_view text);
  bool Glue(uint32_t observer, Cluster first, Cluster second);
  bool CheckBlocks();
  bool IsSeen(Cluster cluster) const {
    return last_reader_[cluster] != kNobody || after_[cluster] != kNobody;
  }
  bool WalkBlock(Cluster first, Zone* zone);
  bool Include(uint32_t i, uint64_t least_end, uint32_t cause, Zone* zone);
  bool CompareBlocks(const Zone& initial, std::vector<Zone> zones);
  bool Fail(std::set<uint32_t> guilty, std::string why);

  const std::vector<RegisterOperation>& all_;
  const Values& values_;
  bool weakened_ = false;
  std::vector<uint32_t> used_;  // the operations looked at
  bool appends_ = false;
  std::vector<Cluster> writer_of_;                          // by value
  absl::flat_hash_map<std::string_view, Cluster> writers_;  // by text, if there are appends
  std::set<size_t> lengths_;                                // of what was appended or written
  std::vector<Cluster> before_, after_;  // by cluster: its neighbours in the block
  std::vector<uint32_t> last_reader_;    // by cluster
  std::vector<uint32_t> reader_before_;  // by operation: another one of that cluster
  std::vector<bool> walked_;             // by cluster
  std::vector<uint32_t> glued_by_;       // by cluster: who tells what it came right behind
  std::vector<Cluster> seen_;            // by operation that reads
  MonitorVerdict verdict_;
};

bool Monitor::Fail(std::set<uint32_t> guilty, std::string why) {
  verdict_.verdict = Verdict::kViolation;
  verdict_.why = std::move(why);
  guilty.erase(kNobody);
  // With what wrote that which was seen.
  for (const uint32_t i : std::vector<uint32_t>(guilty.begin(), guilty.end())) {
    if (seen_[i] != kInitial) guilty.insert(seen_[i] - 1);
  }
  for (const uint32_t i : guilty) {
    verdict_.guilty.push_back(all_[i]);
    verdict_.guilty.back().span = SpanOf(i);
  }
  return false;
}

// Up to the first value that somebody has written before. Whatever is wrong with the beginning of a
// history, or with it when some that only looked are left out, is wrong with all of it.
void Monitor::TakeUniquePart() {
  for (uint32_t i = 0; i < all_.size(); ++i) {
    if (!Writes(i)) continue;
    const std::string& text = values_.Text(all_[i].argument);
    Cluster& writer = writer_of_[all_[i].argument];
    const bool repeated = all_[i].argument == kAbsent || text.empty() || writer != kNobody;
    if (repeated) {
      verdict_.until = all_[i].span.start;
      weakened_ = true;
      break;
    }
    writer = i + 1;
    lengths_.insert(text.size());
    appends_ = appends_ || all_[i].verb == RegisterVerb::kAppend;
  }
  for (uint32_t i = 0; i < all_.size() && all_[i].span.start < verdict_.until; ++i) {
    const bool open_read = !SpanOf(i).answered() && all_[i].verb == RegisterVerb::kRead;
    if (all_[i].refused) weakened_ = true;
    if (!all_[i].refused && !open_read) used_.push_back(i);
    if (appends_ && Writes(i)) writers_[values_.Text(all_[i].argument)] = i + 1;
  }
}

// `second` took effect right after `first`, says `observer`.
bool Monitor::Glue(uint32_t observer, Cluster first, Cluster second) {
  if (before_[second] == first) return true;
  const auto operation = [](Cluster cluster) { return cluster == 0 ? kNobody : cluster - 1; };
  if (before_[second] != kNobody) {
    return Fail({observer, operation(first), operation(second), operation(before_[second]),
                 glued_by_[second]},
                "two values came right before one");
  }
  if (after_[first] != kNobody) {
    return Fail({observer, operation(first), operation(second), operation(after_[first]),
                 glued_by_[after_[first]]},
                "two values came right after one");
  }
  glued_by_[second] = observer;
  before_[second] = first;
  after_[first] = second;
  return true;
}

bool Monitor::Observe(uint32_t reader) {
  const ValueId seen =
      all_[reader].verb == RegisterVerb::kCas ? all_[reader].expected : all_[reader].seen;
  Cluster cluster = kInitial;
  if (seen != kAbsent) {
    if (appends_) return ObserveText(reader, values_.Text(seen));
    cluster = writer_of_[seen];
    if (cluster == kNobody) return Fail({reader}, "nobody has written what it saw");
  }
  if (all_[reader].verb == RegisterVerb::kCas) return Glue(reader, cluster, reader + 1);
  AddReader(reader, cluster);
  return true;
}

// A text is what somebody wrote, or nothing, and what was appended to it one after the other.
bool Monitor::ObserveText(uint32_t reader, std::string_view text) {
  Cluster last = kInitial;
  for (size_t at = 0; at < text.size();) {
    Cluster found = kNobody;
    size_t length = 0;
    for (const size_t candidate : lengths_) {
      const auto writer = writers_.find(text.substr(at, candidate));
      if (candidate > text.size() - at || writer == writers_.end()) continue;
      if (found != kNobody) {  // it can be read in two ways
        weakened_ = true;
        return true;
      }
      found = writer->second;
      length = candidate;
    }
    if (found == kNobody) return Fail({reader}, "nobody has written a part of what it saw");
    if (all_[found - 1].verb == RegisterVerb::kAppend) {
      if (!Glue(reader, last, found)) return false;
    } else if (at != 0) {
      return Fail({reader, found - 1}, "something stands before what was written");
    }
    last = found;
    at += length;
  }
  AddReader(reader, last);
  return true;
}

bool Monitor::ReadClusters() {
  for (const uint32_t i : used_) {
    const bool looks = SpanOf(i).answered() &&
                       (all_[i].verb == RegisterVerb::kRead || all_[i].verb == RegisterVerb::kCas);
    if (looks && !Observe(i)) return false;
  }
  // Without an answer, it saw what it expected if its own value was seen, perhaps by another such.
  for (bool more = true; more;) {
    more = false;
    for (const uint32_t i : used_) {
      const bool open = !SpanOf(i).answered() && all_[i].verb == RegisterVerb::kCas;
      if (!open || !IsSeen(i + 1) || before_[i + 1] != kNobody) continue;
      if (!Observe(i)) return false;
      more = true;
    }
  }
  return true;
}

// The operation is next in the block: it must not have ended before anything earlier began.
bool Monitor::Include(uint32_t i, uint64_t least_end, uint32_t cause, Zone* zone) {
  const Span span = SpanOf(i);
  if (span.end < least_end) {
    const Cluster cluster = Writes(i) ? i + 1 : seen_[i];
    return Fail({i, cause, glued_by_[cluster]},
                "what came first, by what was seen, began after the other had ended");
  }
  if (span.end < zone->end) {
    zone->end = span.end;
    zone->first_to_end = i;
  }
  if (span.start > zone->start) {
    zone->start = span.start;
    zone->last_to_start = i;
  }
  return true;
}

bool Monitor::WalkBlock(Cluster first, Zone* zone) {
  for (Cluster cluster = first; cluster != kNobody; cluster = after_[cluster]) {
    walked_[cluster] = true;
    if (cluster != kInitial) {
      if (!Include(cluster - 1, zone->start, zone->last_to_start, zone)) return false;
    }
    // Those of one cluster may overlap as they like, once it is written.
    const uint64_t start = zone->start;
    const uint32_t cause = zone->last_to_start;
    for (uint32_t reader = last_reader_[cluster]; reader != kNobody;
         reader = reader_before_[reader]) {
      if (!Include(reader, start, cause, zone)) return false;
    }
  }
  return true;
}

bool Monitor::CompareBlocks(const Zone& initial, std::vector<Zone> zones) {
  const auto conflict = [&](const Zone& a, const Zone& b) {
    return Fail({a.first_to_end, a.last_to_start, b.first_to_end, b.last_to_start},
                "each of two values has to be older than the other");
  };
  for (const Zone& zone : zones) {
    if (zone.end < initial.start) {
      return Fail({zone.first_to_end, initial.last_to_start},
                  "it saw the register as never written, after something was");
    }
  }
  const auto middle = std::stable_partition(zones.begin(), zones.end(),
                                            [](const Zone& zone) { return zone.forward(); });
  std::sort(zones.begin(), middle, [](const Zone& a, const Zone& b) { return a.end < b.end; });
  for (auto zone = zones.begin(); zone != middle; ++zone) {
    if (zone != zones.begin() && zone->end < (zone - 1)->start) return conflict(*(zone - 1), *zone);
  }
  for (auto zone = middle; zone != zones.end(); ++zone) {
    const auto later =
        std::lower_bound(zones.begin(), middle, zone->start,
                         [](const Zone& a, uint64_t start) { return a.end < start; });
    if (later == zones.begin()) continue;
    if (zone->end < (later - 1)->start) return conflict(*(later - 1), *zone);
  }
  return true;
}

bool Monitor::CheckBlocks() {
  Zone initial;
  if (!WalkBlock(kInitial, &initial)) return false;
  std::vector<Zone> zones;
  for (const uint32_t i : used_) {
    const Cluster cluster = i + 1;
    if (!Writes(i) || before_[cluster] != kNobody) continue;
    if (!SpanOf(i).answered() && !IsSeen(cluster)) continue;  // it need not have happened
    Zone zone;
    if (!WalkBlock(cluster, &zone)) return false;
    zones.push_back(zone);
  }
  for (const uint32_t i : used_) {
    if (Writes(i) && before_[i + 1] != kNobody && !walked_[i + 1]) {
      return Fail({i, before_[i + 1] - 1}, "each of two values came right after the other");
    }
  }
  return CompareBlocks(initial, std::move(zones));
}

// What a compare-and-set expects is compared with one written value, not with parts of a text.
bool MixesTextAndCas(const std::vector<RegisterOperation>& operations) {
  bool appends = false, cas = false;
  for (const RegisterOperation& operation : operations) {
    appends = appends || operation.verb == RegisterVerb::kAppend;
    cas = cas || operation.verb == RegisterVerb::kCas;
  }
  return appends && cas;
}

MonitorVerdict Monitor::Run() {
  if (MixesTextAndCas(all_)) return {};
  TakeUniquePart();
  if (ReadClusters() && CheckBlocks()) {
    verdict_.verdict = weakened_ ? Verdict::kUndecided : Verdict::kLinearizable;
  }
  return std::move(verdict_);
}

}  // namespace

MonitorVerdict MonitorChains(const std::vector<RegisterOperation>& operations,
                             const Values& values) {
  return Monitor(operations, values).Run();
}

}  // namespace paxosstore::sim
