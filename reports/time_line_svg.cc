#include "reports/time_line_svg.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <numeric>

#include "absl/strings/str_format.h"
#include "reports/html.h"
#include "sim/check/columns.h"
#include "sim/check/shown_text.h"

namespace paxosstore::reports {

const std::string_view kTimeLineStyle = R"css(
.timeline { overflow-x: auto; border: 1px solid var(--line); border-radius: 6px; margin: 0.75rem 0; }
.timeline svg { display: block; font: 12px var(--mono); }
.timeline .who { fill: var(--text); text-anchor: end; font-weight: 600; }
.timeline .lane { stroke: var(--line); }
.timeline .guide { stroke: var(--line); stroke-dasharray: 1 4; }
.timeline .bar { fill: var(--bar); stroke: var(--bar-edge); }
.timeline .open { fill: var(--bar-pale); stroke-dasharray: 5 3; }
.timeline .ends { stroke: var(--bar-edge); stroke-width: 3; }
.timeline .what { fill: var(--text); }
.timeline .axis { stroke: var(--muted); fill: none; }
.timeline .note { fill: var(--muted); font: 12px system-ui, sans-serif; }
@media print {
  .timeline { overflow: visible; border: 0; }
  .timeline svg { max-width: 100%; height: auto; }
}
)css";

namespace {

constexpr size_t kPad = 16;  // around all of it
constexpr size_t kLaneHeight = 40;
constexpr size_t kBarHeight = 26;
constexpr size_t kColumnMin = 22;
constexpr size_t kOpenEnd = 36;  // an open end shows behind all that was answered
constexpr size_t kArrow = 10;
constexpr size_t kAxisHeight = 30;
constexpr size_t kWhoMax = 16;
constexpr size_t kNoteWidth = 230;
constexpr size_t kGuidesMax = 40;  // of more, guides would be all that one sees
constexpr size_t kLooseMax = 16;   // more bars share columns where they can

// Of a text in the 12 px font, whose characters are at most 7.25 px wide.
size_t TextWidth(size_t characters) { return (characters * 29 + 3) / 4; }

size_t WhatMax(size_t bars) { return bars <= 10 ? 36 : bars <= 40 ? 24 : 14; }

class Picture {
 public:
  explicit Picture(const std::vector<sim::Bar>& bars)
      : bars_(bars),
        columns_(bars.size() <= kLooseMax ? sim::ColumnsOf(bars) : sim::TightColumnsOf(bars)) {
    AssignLanes();
    PlaceColumns();
  }

  std::string Draw(std::string_view label) const;

 private:
  void AssignLanes();
  void PlaceColumns();
  size_t Left(size_t bar) const { return x_[columns_.of[bar].start]; }
  size_t Right(size_t bar) const {
    return bars_[bar].span.answered() ? x_[columns_.of[bar].end] : x_.back();
  }
  size_t LaneTop(size_t lane) const { return kPad + lane * kLaneHeight; }
  std::string DrawLane(size_t lane) const;
  std::string DrawBar(size_t bar) const;

  const std::vector<sim::Bar>& bars_;
  const sim::Columns columns_;
  std::vector<std::string> lanes_;  // who; empty: the same as above
  std::vector<size_t> lane_of_;     // by bar
  size_t gutter_ = 0;               // where the lanes begin
  std::vector<size_t> x_;           // by column, and behind the last: the right edge
};

void Picture::AssignLanes() {
  // Processes in order of their first bar; each has as many lanes as it has bars open at once.
  std::vector<std::string> order;
  std::map<std::string, std::vector<uint64_t>> free_at;  // by process and lane
  std::vector<size_t> lane_within;
  size_t who_width = 0;
  for (const sim::Bar& bar : bars_) {
    if (!free_at.contains(bar.who)) order.push_back(bar.who);
    std::vector<uint64_t>& lanes = free_at[bar.who];
    const auto free = std::find_if(lanes.begin(), lanes.end(),
                                   [&bar](uint64_t end) { return end < bar.span.start; });
    lane_within.push_back(static_cast<size_t>(free - lanes.begin()));
    if (free == lanes.end()) {
      lanes.push_back(bar.span.end);
    } else {
      *free = bar.span.end;
    }
    who_width = std::max(who_width, sim::ShownLength(bar.who, kWhoMax));
  }
  std::map<std::string, size_t> first;
  for (const std::string& who : order) {
    first[who] = lanes_.size();
    lanes_.push_back(who);
    lanes_.resize(first[who] + free_at[who].size());
  }
  for (size_t i = 0; i < bars_.size(); ++i) {
    lane_of_.push_back(first[bars_[i].who] + lane_within[i]);
  }
  gutter_ = kPad + TextWidth(who_width) + kPad;
}

// Each bar is made as wide as its words need, the short ones first: what they got, the long ones
// have already.
void Picture::PlaceColumns() {
  std::vector<size_t> widths(columns_.count, kColumnMin);  // from each column to the next
  if (!widths.empty()) widths.back() = kOpenEnd;
  const auto end = [this](size_t bar) {
    return bars_[bar].span.answered() ? columns_.of[bar].end : columns_.count;
  };
  const auto columns = [&](size_t bar) { return end(bar) - columns_.of[bar].start; };
  std::vector<size_t> order(bars_.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return columns(a) < columns(b); });
  for (const size_t bar : order) {
    const auto begin = widths.begin() + static_cast<ptrdiff_t>(columns_.of[bar].start);
    const size_t has =
        std::accumulate(begin, begin + static_cast<ptrdiff_t>(columns(bar)), size_t{0});
    const size_t wants = TextWidth(sim::ShownLength(bars_[bar].what, WhatMax(bars_.size()))) +
                         kPad + (bars_[bar].span.answered() ? 0 : kArrow);
    for (size_t missing = wants > has ? wants - has : 0, left = columns(bar); left > 0; --left) {
      const size_t share = missing / left;
      *(begin + static_cast<ptrdiff_t>(left - 1)) += share;
      missing -= share;
    }
  }
  x_.push_back(gutter_);
  for (const size_t width : widths) x_.push_back(x_.back() + width);
}

std::string Picture::DrawLane(size_t lane) const {
  const size_t middle = LaneTop(lane) + kLaneHeight / 2;
  std::string svg =
      absl::StrFormat("<line class=\"lane\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>", gutter_,
                      middle, x_.back(), middle);
  if (lanes_[lane].empty()) return svg + "\n";
  return svg + absl::StrFormat("<text class=\"who\" x=\"%d\" y=\"%d\">%s</text>\n", gutter_ - 10,
                               middle + 4, Escape(sim::Shortened(lanes_[lane], kWhoMax)));
}

std::string Picture::DrawBar(size_t bar) const {
  const bool answered = bars_[bar].span.answered();
  const size_t left = Left(bar), right = Right(bar);
  const size_t top = LaneTop(lane_of_[bar]) + (kLaneHeight - kBarHeight) / 2;
  const size_t bottom = top + kBarHeight, middle = top + kBarHeight / 2;
  const size_t words = right - left - kPad + 4 - (answered ? 0 : kArrow);
  const size_t fits = std::max<size_t>(words * 4 / 29, 4);
  std::string svg =
      absl::StrFormat("<g><title>%s: %s</title>", Escape(bars_[bar].who), Escape(bars_[bar].what));
  if (answered) {
    svg += absl::StrFormat(
        "<path class=\"bar\" d=\"M%d %dH%dV%dH%dZ\"/><path class=\"ends\" d=\"M%d %dV%dM%d "
        "%dV%d\"/>",
        left, top, right, bottom, left, left, top, bottom, right, top, bottom);
  } else {
    svg += absl::StrFormat(
        "<path class=\"bar open\" d=\"M%d %dH%dL%d %dL%d %dH%d\"/><path class=\"ends\" d=\"M%d "
        "%dV%d\"/>",
        left, top, right - kArrow, right, middle, right - kArrow, bottom, left, left, top, bottom);
  }
  return svg + absl::StrFormat("<text class=\"what\" x=\"%d\" y=\"%d\">%s</text></g>\n",
                               left + kPad / 2, middle + 4,
                               Escape(sim::Shortened(bars_[bar].what, fits)));
}

std::string Picture::Draw(std::string_view label) const {
  const size_t axis = LaneTop(lanes_.size()) + kPad;
  const size_t width = std::max(x_.back(), gutter_ + kNoteWidth) + kPad;
  const size_t height = axis + kAxisHeight;
  std::string svg = absl::StrFormat(
      "<svg role=\"img\" aria-label=\"%s\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">\n",
      Escape(label), width, height, width, height);
  for (size_t column = 0; columns_.count <= kGuidesMax && column < columns_.count; ++column) {
    svg += absl::StrFormat("<line class=\"guide\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>\n",
                           x_[column], kPad, x_[column], axis);
  }
  for (size_t lane = 0; lane < lanes_.size(); ++lane) svg += DrawLane(lane);
  for (size_t bar = 0; bar < bars_.size(); ++bar) svg += DrawBar(bar);
  return svg + absl::StrFormat(
                   "<path class=\"axis\" d=\"M%d %dH%dm-6 -4l6 4l-6 4\"/>"
                   "<text class=\"note\" x=\"%d\" y=\"%d\">real time (only the order "
                   "counts)</text>\n</svg>\n",
                   gutter_, axis, x_.back(), gutter_, axis + 18);
}

}  // namespace

std::string TimeLineSvg(const std::vector<sim::Bar>& bars, std::string_view label) {
  return Picture(bars).Draw(label);
}

}  // namespace paxosstore::reports
