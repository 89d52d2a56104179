#include "tests/sim/check/listed_histories.h"

#include <fstream>
#include <sstream>

#include "core/base/check.h"
#include "sim/check/formats/formats.h"

namespace paxosstore::sim {

std::vector<ListedHistory> ListHistories(const std::string& folder) {
  std::vector<ListedHistory> histories;
  std::ifstream list(folder + "/expected.csv");
  std::string line;
  std::getline(list, line);  // the names of the columns
  while (std::getline(list, line)) {
    std::istringstream fields(line);
    ListedHistory listed;
    std::string verdict;
    std::getline(fields, listed.file, ',');
    std::getline(fields, listed.format, ',');
    std::getline(fields, verdict, ',');
    CHECK(verdict == "true" || verdict == "false");
    listed.linearizable = verdict == "true";
    listed.path = folder + "/" + listed.file;
    histories.push_back(std::move(listed));
  }
  return histories;
}

RegisterHistories ReadHistories(const ListedHistory& listed) {
  std::ifstream file(listed.path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  CHECK(file.good());
  CHECK(listed.format == "etcd" || listed.format == "kv");
  auto read = listed.format == "etcd" ? ParseEtcd(text.str(), listed.file)
                                      : ParseKv(text.str(), listed.file);
  CHECK(read.ok());
  return *std::move(read);
}

}  // namespace paxosstore::sim
