#include "sim/check/columns.h"

#include <algorithm>
#include <cstdint>
#include <map>

namespace paxosstore::sim {
namespace {

Columns Place(const std::vector<Bar>& bars, bool tight) {
  std::map<uint64_t, bool> is_end;  // by event
  for (const Bar& bar : bars) {
    is_end[bar.span.start] = false;
    if (bar.span.answered()) is_end[bar.span.end] = true;
  }
  Columns columns;
  std::map<uint64_t, uint64_t> column;  // by event
  const bool* last = nullptr;
  for (const auto& [event, end] : is_end) {
    if (!tight || last == nullptr || *last != end) ++columns.count;
    column[event] = columns.count - 1;
    last = &end;
  }
  for (const Bar& bar : bars) {
    Span span{column[bar.span.start], Span::kNever};
    if (bar.span.answered()) span.end = column[bar.span.end];
    columns.of.push_back(span);
  }
  return columns;
}

}  // namespace

Columns ColumnsOf(const std::vector<Bar>& bars) { return Place(bars, false); }

Columns TightColumnsOf(const std::vector<Bar>& bars) { return Place(bars, true); }

}  // namespace paxosstore::sim
