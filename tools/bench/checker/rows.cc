#include "tools/bench/checker/rows.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace paxosstore::bench {
namespace {

constexpr char kEtcdAim[] = "60 ms, 20 ms the slowest";
constexpr char kKvAim[] = "every key decided";
constexpr char kUniqueAim[] = "500 ms, 200 MB";
constexpr char kRepeatedAim[] = "1 s, 50 MB (100,000)";
constexpr char kUnansweredAim[] = "1 s, 6 operations";

void AddListed(const RowOptions& options, std::vector<Row>& rows) {
  const auto recorded = ListHistories(options.histories);
  if (recorded.ok()) {
    Row etcd{"recorded: etcd logs", kEtcdAim, {}, {}, "", false};
    std::copy_if(recorded->begin(), recorded->end(), std::back_inserter(etcd.listed),
                 [](const ListedHistory& listed) { return listed.format == "etcd"; });
    rows.push_back(std::move(etcd));
    for (const ListedHistory& listed : *recorded) {
      if (listed.format != "kv") continue;
      rows.push_back({"recorded: " + listed.file, kKvAim, {listed}, {}, "", !listed.linearizable});
    }
  } else {
    rows.push_back({"recorded", kEtcdAim, {}, {}, std::string(recorded.status().message()), false});
  }
  const auto data = ListHistories(options.data);
  Row ours{"tests/data/histories", "", {}, {}, "", false};
  if (data.ok()) {
    ours.listed = *data;
  } else {
    ours.skipped = std::string(data.status().message());
  }
  rows.push_back(std::move(ours));
}

void AddMade(const std::string& name, const std::string& aim, const HistoryPlan& plan,
             std::vector<Row>& rows) {
  const bool right = plan.ending == Ending::kRight;
  const std::string ending = right ? "right" : plan.ending == Ending::kStale ? "stale" : "used up";
  rows.push_back({name + ", " + ending, aim, {}, plan, "", !right});
}

std::string Thousands(uint32_t number) {
  return number >= 1'000'000 ? "1M" : std::to_string(number / 1000) + "k";
}

}  // namespace

std::vector<Row> AllRows(const RowOptions& options) {
  std::vector<Row> rows;
  AddListed(options, rows);
  for (const Ending ending : {Ending::kRight, Ending::kStale}) {
    HistoryPlan plan{.clients = 100, .ending = ending};
    plan.operations = options.quick ? 100'000 : 1'000'000;
    plan.unanswered = plan.operations / 10;
    AddMade("unique, " + Thousands(plan.operations), kUniqueAim, plan, rows);
  }
  for (const uint32_t operations : {10'000u, 100'000u}) {
    if (options.quick && operations > 10'000) continue;
    for (const Ending ending : {Ending::kRight, Ending::kStale}) {
      AddMade("repeated, " + Thousands(operations), kRepeatedAim,
              {.operations = operations, .clients = 10, .values = 5, .ending = ending}, rows);
    }
  }
  for (const uint32_t unanswered : {16u, 20u, 24u, 28u, 32u}) {
    if (options.quick && unanswered > 20) continue;
    for (const Ending ending : {Ending::kRight, Ending::kStale, Ending::kUsedUp}) {
      AddMade(std::to_string(unanswered) + " unanswered", kUnansweredAim,
              {.operations = 300,
               .clients = 5,
               .unanswered = unanswered,
               .values = 5,
               .ending = ending},
              rows);
    }
  }
  return rows;
}

}  // namespace paxosstore::bench
