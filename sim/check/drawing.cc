#include "sim/check/drawing.h"

#include <algorithm>

namespace paxosstore::sim {
namespace {

// The events that these operations have, in order: each gets columns of its own.
std::vector<uint64_t> EventsOf(const std::vector<RegisterOperation>& operations) {
  std::vector<uint64_t> events;
  for (const RegisterOperation& operation : operations) {
    events.push_back(operation.span.start);
    if (operation.span.answered()) events.push_back(operation.span.end);
  }
  std::sort(events.begin(), events.end());
  return events;
}

}  // namespace

std::string DrawTimeLine(const std::vector<RegisterOperation>& operations, const Values& values) {
  constexpr size_t kTextMax = 36;
  const std::vector<uint64_t> events = EventsOf(operations);
  const size_t width = events.size() <= 30 ? 3 : 1;  // of an event
  const auto column = [&](uint64_t event) {
    const auto at = std::lower_bound(events.begin(), events.end(), event);
    return static_cast<size_t>(at - events.begin()) * width;
  };
  size_t text_width = 0;
  std::vector<std::string> texts;
  for (const RegisterOperation& operation : operations) {
    texts.push_back(operation.process + "  " + ToString(operation, values));
    if (texts.back().size() > kTextMax)
      texts.back().replace(kTextMax - 3, std::string::npos, "...");
    text_width = std::max(text_width, texts.back().size());
  }
  std::string drawing;
  for (size_t i = 0; i < operations.size(); ++i) {
    const Span& span = operations[i].span;
    const size_t begin = column(span.start);
    const size_t end = span.answered() ? column(span.end) : events.size() * width;
    std::string bar(begin, ' ');
    bar += '|' + std::string(end - begin - 1, '-') + (span.answered() ? '|' : '>');
    drawing += "  " + texts[i] + std::string(text_width - texts[i].size() + 2, ' ') + bar + "\n";
  }
  return drawing;
}

}  // namespace paxosstore::sim
