// Run reports as bytes, between the processes of a campaign.
#ifndef PAXOSSTORE_TOOLS_PAXSIM_REPORT_CODEC_H_
#define PAXOSSTORE_TOOLS_PAXSIM_REPORT_CODEC_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sim/run/run_report.h"

namespace paxosstore::paxsim {

// A report and what it cost; without the trace log.
struct MeasuredReport {
  sim::RunReport report;
  uint64_t cpu_us = 0;
};

std::string EncodeReport(const MeasuredReport& measured);
// Nothing if `bytes` is not exactly one encoded report.
std::optional<MeasuredReport> DecodeReport(std::string_view bytes);

}  // namespace paxosstore::paxsim

#endif  // PAXOSSTORE_TOOLS_PAXSIM_REPORT_CODEC_H_
