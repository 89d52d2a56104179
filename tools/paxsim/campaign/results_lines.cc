#include "tools/paxsim/campaign/results_lines.h"

#include <boost/crc.hpp>
#include <nlohmann/json.hpp>

#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "sim/run/sometimes.h"

namespace paxosstore::paxsim {
namespace {

using Json = nlohmann::ordered_json;

// The line ends with it: `,"crc":"89abcdef"}`.
constexpr std::string_view kBeforeCrc = ",\"crc\":\"";
constexpr size_t kTail = kBeforeCrc.size() + 8 + 2;

std::string Crc32c(std::string_view bytes) {
  boost::crc_optimal<32, 0x1EDC6F41, 0xFFFFFFFF, 0xFFFFFFFF, true, true> crc;
  crc.process_bytes(bytes.data(), bytes.size());
  return absl::StrFormat("%08x", crc.checksum());
}

std::string Sealed(const Json& json) {
  std::string line = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  const std::string crc = Crc32c(line);
  line.pop_back();
  line += kBeforeCrc;
  return line + crc + "\"}";
}

absl::StatusOr<Json> Unsealed(std::string_view line) {
  if (line.size() <= kTail) return absl::DataLossError("the line is torn");
  std::string body(line.substr(0, line.size() - kTail));
  body += "}";
  if (line.substr(line.size() - kTail) != std::string(kBeforeCrc) + Crc32c(body) + "\"}") {
    return absl::DataLossError("the line's checksum does not match");
  }
  Json json = Json::parse(body, nullptr, /*allow_exceptions=*/false);
  if (json.is_object()) return json;
  return absl::InvalidArgumentError("not a JSON object");
}

std::string Hex(uint64_t number) { return absl::StrFormat("%016x", number); }

// Counters that are not zero, by name.
template <typename Counts, typename NameOf>
Json Named(const Counts& counts, NameOf name_of) {
  Json json = Json::object();
  for (size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] > 0) json[std::string(name_of(i))] = counts[i];
  }
  return json;
}

template <typename Counts, typename NameOf>
absl::Status FromNamed(const Json& json, const char* field, NameOf name_of, Counts* counts) {
  const Json named = json.value(field, Json::object());
  size_t known = 0;
  for (size_t i = 0; i < counts->size(); ++i) {
    const auto found = named.find(std::string(name_of(i)));
    if (found == named.end()) continue;
    (*counts)[i] = found->template get<uint64_t>();
    ++known;
  }
  if (known == named.size()) return absl::OkStatus();
  return absl::InvalidArgumentError(std::string(field) + ": has a name that this program lacks");
}

std::string_view FaultName(size_t i) { return sim::ToString(static_cast<sim::FaultKind>(i)); }
std::string_view SometimesName(size_t i) { return sim::SometimesPoints()[i].name; }

Json FailureJson(const sim::Failure& failure) {
  return {{"oracle", failure.oracle},
          {"what", failure.what},
          {"time_ns", failure.moment.time.ns},
          {"event", failure.moment.event}};
}

reports::RunRecord RunFrom(const Json& json) {
  reports::RunRecord run;
  run.seed = json.at("seed");
  run.scenario = json.at("scenario");
  run.canary = json.value("canary", "");
  if (const auto found = json.find("failure"); found != json.end()) {
    run.failure = sim::Failure{found->at("oracle"),
                               found->at("what"),
                               {Instant{found->at("time_ns")}, found->at("event")}};
  }
  run.excused = json.value("excused", "");
  run.replay = json.value("replay", "");
  run.trace_hash = std::stoull(json.at("hash").get<std::string>(), nullptr, 16);
  run.events = json.at("events");
  run.virtual_time = Duration{json.at("virtual_ns").get<int64_t>()};
  run.cpu_us = json.at("cpu_us");
  run.ended_ms = json.at("ended_ms");
  run.answered = json.at("answered");
  run.unknown = json.value("unknown", uint64_t{0});
  run.not_done = json.value("not_done", uint64_t{0});
  run.entries = json.value("entries", uint64_t{0});
  run.probed_images = json.value("probed_images", uint64_t{0});
  run.rerun = json.value("rerun", false);
  return run;
}

CampaignHeader HeaderFrom(const Json& json) {
  CampaignHeader header;
  header.build = json.at("build");
  for (const Json& scenario : json.at("scenarios")) {
    header.scenarios.push_back({scenario.at("path"), scenario.at("digest")});
  }
  header.first_seed = json.at("first_seed");
  header.rerun_one_in = json.at("rerun_one_in");
  header.canary_one_in = json.at("canary_one_in");
  header.buggify = json.at("buggify");
  header.bug = json.at("bug");
  header.plain = json.at("plain");
  header.shard.index = json.at("shard");
  header.shard.count = json.at("shards");
  if (json.contains("seeds")) header.seeds = json["seeds"].get<uint64_t>();
  if (json.contains("time_ms")) header.time_ms = json["time_ms"].get<uint64_t>();
  header.title = json.at("title");
  header.command = json.at("command");
  header.require_sometimes = json.at("require_sometimes");
  return header;
}

absl::StatusOr<ResultsLine> LineFrom(const Json& json) {
  if (json.contains("campaign")) {
    CampaignHeader header = HeaderFrom(json["campaign"]);
    const Shard& shard = header.shard;
    if (shard.index >= 1 && shard.index <= shard.count && !header.scenarios.empty()) return header;
    return absl::InvalidArgumentError("campaign: has no such shard, or no scenario");
  }
  reports::RunRecord run = RunFrom(json);
  if (absl::Status read = FromNamed(json, "faults", FaultName, &run.faults); !read.ok())
    return read;
  if (absl::Status read = FromNamed(json, "sometimes", SometimesName, &run.sometimes); !read.ok()) {
    return read;
  }
  return run;
}

}  // namespace

std::string HeaderLine(const CampaignHeader& header) {
  Json scenarios = Json::array();
  for (const CampaignHeader::Scenario& scenario : header.scenarios) {
    scenarios.push_back({{"path", scenario.path}, {"digest", scenario.digest}});
  }
  Json json = {{"title", header.title},
               {"command", header.command},
               {"build", header.build},
               {"first_seed", header.first_seed},
               {"rerun_one_in", header.rerun_one_in},
               {"canary_one_in", header.canary_one_in},
               {"buggify", header.buggify},
               {"bug", header.bug},
               {"plain", header.plain},
               {"require_sometimes", header.require_sometimes},
               {"shard", header.shard.index},
               {"shards", header.shard.count},
               {"scenarios", scenarios}};
  if (header.seeds.has_value()) json["seeds"] = *header.seeds;
  if (header.time_ms.has_value()) json["time_ms"] = *header.time_ms;
  return Sealed({{"campaign", json}});
}

std::string RunLine(const reports::RunRecord& run) {
  Json json = {{"seed", run.seed}, {"scenario", run.scenario}};
  if (!run.canary.empty()) json["canary"] = run.canary;
  if (run.failure.has_value()) json["failure"] = FailureJson(*run.failure);
  if (!run.excused.empty()) json["excused"] = run.excused;
  if (!run.replay.empty()) json["replay"] = run.replay;
  json["hash"] = Hex(run.trace_hash);
  json["events"] = run.events;
  json["virtual_ns"] = run.virtual_time.ns;
  json["cpu_us"] = run.cpu_us;
  json["ended_ms"] = run.ended_ms;
  json["answered"] = run.answered;
  json["unknown"] = run.unknown;
  json["not_done"] = run.not_done;
  json["entries"] = run.entries;
  json["probed_images"] = run.probed_images;
  json["rerun"] = run.rerun;
  json["faults"] = Named(run.faults, FaultName);
  json["sometimes"] = Named(run.sometimes, SometimesName);
  return Sealed(json);
}

absl::StatusOr<ResultsLine> ParseLine(std::string_view line) {
  const absl::StatusOr<Json> json = Unsealed(line);
  if (!json.ok()) return json.status();
  // The library tells of fields that lack or have another type by exceptions; they end here.
  try {
    return LineFrom(*json);
  } catch (const std::exception& error) {
    return absl::InvalidArgumentError(error.what());
  }
}

}  // namespace paxosstore::paxsim
