// paxosstore-bench-check: exit 0 measured, 1 a verdict was mistaken or nothing could be measured, 2
// usage.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "nlohmann/json.hpp"
#include "tools/bench/checker/measure.h"
#include "tools/bench/checker/rows.h"
#include "tools/bench/checker/write_history.h"

namespace paxosstore::bench {
namespace {

using nlohmann::json;

struct Options {
  RowOptions rows;
  MeasureOptions measure;
  std::string only, json_file, write_folder;
};

absl::StatusOr<std::vector<NamedHistories>> HistoriesOf(const Row& row) {
  std::vector<NamedHistories> all;
  if (row.plan.has_value()) {
    all.push_back({row.name, Generate(*row.plan), row.plan->ending == Ending::kRight});
  }
  for (const ListedHistory& listed : row.listed) {
    absl::StatusOr<sim::RegisterHistories> read = ReadHistories(listed);
    if (!read.ok()) return read.status();
    all.push_back({listed.file, *std::move(read), listed.linearizable});
  }
  return all;
}

std::string VerdictOf(const json& found) {
  if (found["ended"] != "done") return found["ended"].get<std::string>();
  const auto number = [&found](const char* name) { return found[name].get<int>(); };
  const std::string right = std::to_string(number("right")),
                    wrong = std::to_string(number("wrong"));
  std::string text = right + " right, " + wrong + " wrong";
  if (found["histories"] == 1) text = number("right") ? "right" : number("wrong") ? "wrong" : "";
  if (number("mistaken") > 0) text = std::to_string(number("mistaken")) + " MISTAKEN";
  if (number("undecided_keys") == 0) return text;
  return text + (text.empty() ? "" : ", ") + std::to_string(number("undecided_keys")) +
         " undecided";
}

std::string Figure(const json& found, const char* name, const char* format, double divisor = 1) {
  if (!found.contains(name)) return "-";
  char text[32];
  std::snprintf(text, sizeof(text), format, found[name].get<double>() / divisor);
  return text;
}

void PrintHead() {
  std::printf("%-24s %9s %7s %10s  %-22s %-6s %10s %9s %7s %7s  %s\n", "history", "operations",
              "clients", "unanswered", "verdict", "layer", "time", "memory", "example", "in",
              "aim");
}

// The operations of the counterexample.
std::string ExampleOf(const Row& row, const json& found) {
  const bool wanted = row.evidence && found.value("wrong", 0) > 0;
  return wanted && !found.contains("evidence") ? "limit" : Figure(found, "evidence", "%.0f");
}

void Print(const Row& row, const json& found) {
  const std::string clients = row.plan.has_value() ? std::to_string(row.plan->clients) : "-";
  const std::string layer = found.value("layer", "-");
  std::printf("%-24s %10s %7s %10s  %-22s %-6s %7s ms %6s MB %7s %4s ms  %s\n", row.name.c_str(),
              Figure(found, "operations", "%.0f").c_str(), clients.c_str(),
              Figure(found, "unanswered", "%.0f").c_str(), VerdictOf(found).c_str(), layer.c_str(),
              Figure(found, "ms", "%.1f").c_str(), Figure(found, "peak_kb", "%.1f", 1024).c_str(),
              ExampleOf(row, found).c_str(), Figure(found, "evidence_ms", "%.0f").c_str(),
              row.aim.c_str());
  if (found.contains("slowest") && row.listed.size() > 1) {
    std::printf("  slowest of these: %s, %.1f ms\n", found["slowest"].get<std::string>().c_str(),
                found["slowest_ms"].get<double>());
  }
  std::fflush(stdout);
}

// Writes instead of measuring.
absl::Status Write(const std::vector<Row>& rows, const std::string& folder) {
  for (const Row& row : rows) {
    if (!row.plan.has_value()) continue;
    std::string name = row.name;
    std::erase(name, ',');
    std::replace(name.begin(), name.end(), ' ', '_');
    const absl::Status status = WriteHistory(folder, name, Generate(*row.plan));
    if (!status.ok()) return status;
    std::printf("%s/%s: %s\n", folder.c_str(), name.c_str(),
                row.plan->ending == Ending::kRight ? "linearizable" : "not linearizable");
  }
  return absl::OkStatus();
}

int MeasureAll(const Options& options, const std::vector<Row>& rows) {
  json results = json::array();
  bool sound = true;
  PrintHead();
  for (const Row& row : rows) {
    if (!row.skipped.empty()) {
      std::printf("%-24s skipped: %s\n", row.name.c_str(), row.skipped.c_str());
      continue;
    }
    MeasureOptions measure = options.measure;
    measure.evidence = row.evidence;
    json found = Measure(measure, [&row] { return HistoriesOf(row); });
    if (found.contains("error")) {
      std::fprintf(stderr, "%s: %s\n", row.name.c_str(), found["error"].get<std::string>().c_str());
      sound = false;
      continue;
    }
    Print(row, found);
    sound = sound && found["ended"] != "failed" && found.value("mistaken", 0) == 0;
    found["name"] = row.name;
    found["aim"] = row.aim;
    results.push_back(std::move(found));
  }
  if (!options.json_file.empty()) std::ofstream(options.json_file) << results.dump(1) << "\n";
  return sound ? 0 : 1;
}

int Main(int argc, char** argv) {
  Options options;
  options.measure.budget = 1'000'000'000;
  CLI::App app(
      "Measures the history checker on recorded histories with known verdicts, and made ones, each "
      "in\n"
      "a process of its own. Memory includes the history, and is what exceeds an idle process;\n"
      "\"example\" is the number of operations of the counterexample, and \"in\" how long it took.",
      "paxosstore-bench-check");
  app.option_defaults()->always_capture_default();
  app.add_option("--histories", options.rows.histories, "the folder of recorded histories")
      ->envname("PAXOSSTORE_HISTORIES");
  options.rows.data = "tests/data/histories";
  app.add_option("--data", options.rows.data, "the folder of our own");
  app.add_option("--limit", options.measure.limits.seconds,
                 "seconds for a row, and for its example");
  app.add_option("--rounds", options.measure.rounds, "of which the median counts")
      ->check(CLI::PositiveNumber);
  app.add_option("--budget", options.measure.budget, "steps of the search before it gives up");
  app.add_option("--only", options.only, "only rows whose name has this in it");
  app.add_flag("--quick", options.rows.quick, "leave out what may take long; one round");
  app.add_option("--json", options.json_file, "all figures, into this file");
  app.add_option("--write", options.write_folder,
                 "measure nothing, but write the made histories into this folder")
      ->check(CLI::ExistingDirectory);
  CLI11_PARSE(app, argc, argv);
  if (options.rows.quick) options.measure.rounds = 1;
  std::vector<Row> rows = AllRows(options.rows);
  std::erase_if(rows,
                [&](const Row& row) { return row.name.find(options.only) == std::string::npos; });
  if (options.write_folder.empty()) return MeasureAll(options, rows);
  const absl::Status status = Write(rows, options.write_folder);
  if (status.ok()) return 0;
  std::fprintf(stderr, "paxosstore-bench-check: %s\n", std::string(status.message()).c_str());
  return 1;
}

}  // namespace
}  // namespace paxosstore::bench

int main(int argc, char** argv) { return paxosstore::bench::Main(argc, argv); }
