#include "tools/bench/checker/listed_histories.h"

#include <fstream>
#include <sstream>

#include "sim/check/formats/formats.h"

namespace paxosstore::bench {

absl::StatusOr<std::vector<ListedHistory>> ListHistories(const std::string& folder) {
  const std::string path = folder + "/expected.csv";
  std::ifstream list(path);
  if (!list.good()) return absl::NotFoundError(path + ": cannot be read");
  std::vector<ListedHistory> histories;
  std::string line;
  std::getline(list, line);  // the names of the columns
  for (size_t number = 2; std::getline(list, line); ++number) {
    std::istringstream fields(line);
    ListedHistory listed;
    std::string verdict;
    std::getline(fields, listed.file, ',');
    std::getline(fields, listed.format, ',');
    std::getline(fields, verdict, ',');
    const bool known = listed.format == "etcd" || listed.format == "kv";
    if (!known || (verdict != "true" && verdict != "false")) {
      return absl::InvalidArgumentError(path + ":" + std::to_string(number) +
                                        ": wanted: FILE,etcd|kv,true|false");
    }
    listed.linearizable = verdict == "true";
    listed.path = folder + "/" + listed.file;
    histories.push_back(std::move(listed));
  }
  return histories;
}

absl::StatusOr<sim::RegisterHistories> ReadHistories(const ListedHistory& listed) {
  std::ifstream file(listed.path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file.good()) return absl::NotFoundError(listed.path + ": cannot be read");
  return listed.format == "etcd" ? sim::ParseEtcd(text.str(), listed.file)
                                 : sim::ParseKv(text.str(), listed.file);
}

}  // namespace paxosstore::bench
