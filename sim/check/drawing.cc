#include "sim/check/drawing.h"

#include <algorithm>

#include "sim/check/columns.h"
#include "sim/check/shown_text.h"

namespace paxosstore::sim {
namespace {

constexpr size_t kWidth = 120;
constexpr size_t kBarsWidth = 80;  // two events each of 40 operations
constexpr size_t kWhoMax = 12;
constexpr size_t kWhatMax = 48;
constexpr size_t kOpenEnd = 3;  // an open end shows behind all that was answered
constexpr size_t kGaps = 6;     // two each: before who, what and bar

std::string Padded(const std::string& text, size_t max, size_t width) {
  return Shortened(text, max) + std::string(width - ShownLength(text, max), ' ');
}

std::string BarText(const Span& span, size_t width, size_t right) {
  const size_t begin = span.start * width;
  if (span.answered()) {
    return std::string(begin, ' ') + '|' + std::string(span.end * width - begin - 1, '-') + '|';
  }
  std::string dashes;
  for (size_t left = right - begin - 1; left > 0; --left) dashes += left % 2 == 0 ? ' ' : '-';
  return std::string(begin, ' ') + '|' + dashes + '>';
}

}  // namespace

std::string DrawTimeLine(const Evidence& evidence) {
  const std::vector<Bar>& bars = evidence.guilty;
  Columns columns = ColumnsOf(bars);
  if (columns.count * 2 > kBarsWidth) columns = TightColumnsOf(bars);
  const size_t width = std::clamp<size_t>(kBarsWidth / std::max<size_t>(columns.count, 1), 1, 3);
  const size_t right = columns.count * width + kOpenEnd - 1;
  size_t who_width = 0, what_width = 0;
  for (const Bar& bar : bars) who_width = std::max(who_width, ShownLength(bar.who, kWhoMax));
  const size_t taken = right + 1 + who_width + kGaps;
  const size_t what_max = std::clamp<size_t>(kWidth - std::min(taken, kWidth), 12, kWhatMax);
  for (const Bar& bar : bars) what_width = std::max(what_width, ShownLength(bar.what, what_max));

  std::string drawing;
  if (!evidence.before.empty()) {
    drawing += "  before: " + Shortened(evidence.before, kWidth - 10) + "\n";
  }
  for (size_t i = 0; i < bars.size(); ++i) {
    drawing += "  " + Padded(bars[i].who, kWhoMax, who_width) + "  " +
               Padded(bars[i].what, what_max, what_width) + "  " +
               BarText(columns.of[i], width, right) + "\n";
  }
  return drawing;
}

std::string DrawTimeLine(const std::vector<RegisterOperation>& operations, const Values& values) {
  return DrawTimeLine(Evidence{"", "", BarsOf(operations, values)});
}

}  // namespace paxosstore::sim
