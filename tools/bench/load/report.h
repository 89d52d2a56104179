// What a run found, for people and for programs.
#ifndef PAXOSSTORE_TOOLS_BENCH_LOAD_REPORT_H_
#define PAXOSSTORE_TOOLS_BENCH_LOAD_REPORT_H_

#include <string>

#include "tools/bench/load/driver.h"
#include "tools/bench/load/options.h"

namespace paxosstore::bench {

std::string TextReport(const Options& options, const Driver& driver);
std::string JsonReport(const Options& options, const Driver& driver);

}  // namespace paxosstore::bench

#endif  // PAXOSSTORE_TOOLS_BENCH_LOAD_REPORT_H_
