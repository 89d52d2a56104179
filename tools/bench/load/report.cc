#include "tools/bench/load/report.h"

#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "absl/strings/str_format.h"

namespace paxosstore::bench {
namespace {

constexpr std::array<std::pair<const char*, uint64_t>, 5> kPercentiles = {
    {{"p10", 1000}, {"p50", 5000}, {"p90", 9000}, {"p99", 9900}, {"p99.9", 9990}}};

double Seconds(Nanos nanos) { return static_cast<double>(nanos) / 1e9; }
double Micros(uint64_t nanos) { return static_cast<double>(nanos) / 1e3; }

double PerSecond(const Recorder& recorder) {
  const double seconds = Seconds(recorder.elapsed());
  return seconds > 0 ? static_cast<double>(recorder.completed()) / seconds : 0;
}

double CpuShare(const Driver& driver) {
  const double seconds = Seconds(driver.recorder().elapsed());
  return seconds > 0 ? driver.cpu_seconds() / seconds : 0;
}

}  // namespace

std::string TextReport(const Options& options, const Driver& driver) {
  const Recorder& r = driver.recorder();
  std::string text = absl::StrFormat(
      "%s  %u clients, pipeline %u: %.0f requests/s (%u in %.2f s)\n", NameOf(options.mix),
      options.clients, options.pipeline, PerSecond(r), r.completed(), Seconds(r.elapsed()));
  text += "latency us ";
  for (const auto& [name, permille_of_ten] : kPercentiles) {
    text += absl::StrFormat(" %s %.0f", name, Micros(r.latency().Percentile(permille_of_ten)));
  }
  text += absl::StrFormat("  max %.0f  mean %.0f\n", Micros(r.latency().max()),
                          r.latency().mean() / 1e3);
  text +=
      absl::StrFormat("longest time without an answer %.1f ms; this program used %.2f of a core\n",
                      Seconds(r.longest_gap()) * 1e3, CpuShare(driver));
  if (r.absent() > 0) text += absl::StrFormat("%u reads found no key\n", r.absent());
  if (driver.times_lost() > 0)
    text += absl::StrFormat("%u connections lost\n", driver.times_lost());
  for (const auto& [error, count] : r.errors()) text += absl::StrFormat("%u x %s\n", count, error);
  return text;
}

std::string JsonReport(const Options& options, const Driver& driver) {
  const Recorder& r = driver.recorder();
  nlohmann::ordered_json json = {{"command", NameOf(options.mix)},
                                 {"clients", options.clients},
                                 {"pipeline", options.pipeline},
                                 {"keys", options.keys},
                                 {"value_bytes", options.value_bytes},
                                 {"rate", options.rate},
                                 {"seconds", Seconds(r.elapsed())},
                                 {"completed", r.completed()},
                                 {"per_second", PerSecond(r)},
                                 {"absent", r.absent()},
                                 {"failed", r.failed()},
                                 {"errors", r.errors()},
                                 {"connections_lost", driver.times_lost()},
                                 {"longest_gap_ms", Seconds(r.longest_gap()) * 1e3},
                                 {"generator_cores", CpuShare(driver)}};
  auto& latency = json["latency_us"];
  for (const auto& [name, permille_of_ten] : kPercentiles) {
    latency[name] = Micros(r.latency().Percentile(permille_of_ten));
  }
  latency["max"] = Micros(r.latency().max());
  latency["mean"] = r.latency().mean() / 1e3;
  return json.dump() + "\n";
}

}  // namespace paxosstore::bench
