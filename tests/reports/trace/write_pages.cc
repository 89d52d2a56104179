// Pages for the browser: write_trace_pages FOLDER writes passed.html, failed.html, hostile.html,
// empty.html and large.html.
#include <fstream>
#include <iostream>
#include <string>

#include "reports/trace/page.h"
#include "tests/reports/trace/made_trace.h"

namespace {

using paxosstore::reports::Make;

// Texts that would like to be markup, or script.
paxosstore::sim::Trace Hostile() {
  const std::string evil =
      "</script><script>window.broken = 1</script><img src=x onerror='broken = "
      "1'>\"'&\xff\xe2\x80\xae";
  paxosstore::sim::Trace trace = Make({.entries = 10, .fails = true});
  trace.scenario = trace.replay = evil;
  for (auto& object : trace.objects) object += evil;
  for (auto& message : trace.messages) message.text += evil;
  for (auto& state : trace.states) state.what = state.promised = evil;
  for (auto& value : trace.values) value.text = evil;
  for (auto& fault : trace.faults) fault.text = evil;
  for (auto& operation : trace.operations) operation.command = operation.reply = evil;
  trace.failure->failure.oracle = trace.failure->failure.what = trace.failure->told =
      trace.failure->explanation = evil;
  return trace;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: write_trace_pages FOLDER\n";
    return 2;
  }
  const std::string folder = std::string(argv[1]) + "/";
  const auto write = [&](const std::string& name, const paxosstore::sim::Trace& trace) {
    std::ofstream(folder + name) << paxosstore::reports::TracePage(trace);
  };
  write("passed.html", Make({}));
  write("failed.html", Make({.entries = 200, .fails = true}));
  write("hostile.html", Hostile());
  write("empty.html", {});
  write("large.html", Make({.nodes = 5, .clients = 32, .entries = 2000, .fails = true}));
}
