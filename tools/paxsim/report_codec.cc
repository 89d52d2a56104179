#include "tools/paxsim/report_codec.h"

#include <array>
#include <bit>
#include <cstddef>

#include "core/base/codec.h"

namespace paxosstore::paxsim {
namespace {

// The counter structs hold nothing but 64-bit counters.
template <typename Counters>
using Words = std::array<uint64_t, sizeof(Counters) / sizeof(uint64_t)>;

template <typename Counters>
void PutCounters(std::string& out, const Counters& counters) {
  static_assert(sizeof(Counters) % sizeof(uint64_t) == 0);
  for (const uint64_t word : std::bit_cast<Words<Counters>>(counters)) PutVarint(out, word);
}

template <typename Counters>
void GetCounters(Decoder& in, Counters* counters) {
  Words<Counters> words;
  for (uint64_t& word : words) word = in.Varint();
  *counters = std::bit_cast<Counters>(words);
}

void PutFailure(std::string& out, const std::optional<sim::Failure>& failure) {
  PutVarint(out, failure.has_value() ? 1 : 0);
  if (!failure.has_value()) return;
  PutBytes(out, failure->oracle);
  PutBytes(out, failure->what);
  PutVarint(out, static_cast<uint64_t>(failure->moment.time.ns));
  PutVarint(out, failure->moment.event);
}

std::optional<sim::Failure> GetFailure(Decoder& in) {
  if (in.Varint() == 0) return std::nullopt;
  sim::Failure failure;
  failure.oracle = std::string(in.Bytes());
  failure.what = std::string(in.Bytes());
  failure.moment.time.ns = static_cast<int64_t>(in.Varint());
  failure.moment.event = in.Varint();
  return failure;
}

}  // namespace

std::string EncodeReport(const MeasuredReport& measured) {
  const sim::RunReport& report = measured.report;
  std::string out;
  PutVarint(out, measured.cpu_us);
  PutBytes(out, report.scenario);
  PutVarint(out, report.seed);
  PutFailure(out, report.failure);
  PutFailure(out, report.excused);
  PutFixed64(out, report.trace_hash);
  PutVarint(out, report.events);
  PutVarint(out, static_cast<uint64_t>(report.ended_at.ns));
  PutVarint(out, report.nodes);
  PutVarint(out, report.starts);
  PutVarint(out, report.refusals);
  PutVarint(out, report.damaged_nodes);
  PutVarint(out, report.entries_chosen);
  PutCounters(out, report.clients);
  PutCounters(out, report.faults);
  PutCounters(out, report.network);
  PutCounters(out, report.disks);
  PutCounters(out, report.shards);
  PutCounters(out, report.buggify);
  PutCounters(out, report.sometimes);
  return out;
}

std::optional<MeasuredReport> DecodeReport(std::string_view bytes) {
  Decoder in(bytes);
  MeasuredReport measured;
  sim::RunReport& report = measured.report;
  measured.cpu_us = in.Varint();
  report.scenario = std::string(in.Bytes());
  report.seed = in.Varint();
  report.failure = GetFailure(in);
  report.excused = GetFailure(in);
  report.trace_hash = in.Fixed64();
  report.events = in.Varint();
  report.ended_at.ns = static_cast<int64_t>(in.Varint());
  report.nodes = static_cast<uint32_t>(in.Varint());
  report.starts = in.Varint();
  report.refusals = in.Varint();
  report.damaged_nodes = static_cast<uint32_t>(in.Varint());
  report.entries_chosen = in.Varint();
  GetCounters(in, &report.clients);
  GetCounters(in, &report.faults);
  GetCounters(in, &report.network);
  GetCounters(in, &report.disks);
  GetCounters(in, &report.shards);
  GetCounters(in, &report.buggify);
  GetCounters(in, &report.sometimes);
  if (!in.Finished()) return std::nullopt;
  return measured;
}

}  // namespace paxosstore::paxsim
