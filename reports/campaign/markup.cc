#include "reports/campaign/markup.h"

#include <algorithm>
#include <cctype>

#include "absl/strings/str_format.h"
#include "reports/html.h"
#include "reports/text_summary.h"
#include "reports/units.h"

namespace paxosstore::reports {
namespace {

// A path as a relative reference: a colon could begin a scheme.
std::string Href(std::string_view path) {
  std::string href;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = byte < 0x80 && (std::isalnum(byte) != 0 ||
                                       std::string_view("-._~/").find(c) != std::string::npos);
    href += plain ? std::string(1, c) : absl::StrFormat("%%%02X", byte);
  }
  return href;
}

}  // namespace

std::string EscapeLines(std::string_view text) {
  std::string escaped;
  for (size_t at = 0; at <= text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    if (at > 0) escaped += '\n';
    escaped += Escape(text.substr(at, end - at));
    at = end + 1;
  }
  return escaped;
}

std::string Fact(std::string_view name, const std::string& markup) {
  return "<div><dt>" + std::string(name) + "</dt><dd>" + markup + "</dd></div>\n";
}

std::string Chip(std::string_view style, std::string_view sign, const std::string& text) {
  return "<span class=\"chip " + std::string(style) +
         "\"><span class=\"sign\" aria-hidden=\"true\">" + std::string(sign) + "</span>" + text +
         "</span>";
}

std::string Command(std::string_view text) {
  return "<pre class=\"command\"><code>" + EscapeLines(text) + "</code></pre>\n";
}

std::string FileLink(std::string_view path, const std::string& markup) {
  return "<a href=\"" + Href(path) + "\">" + markup + "</a>";
}

std::string Bar(std::string_view style, uint64_t part, uint64_t whole) {
  const double percent =
      whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
  return absl::StrFormat(
      "<span class=\"track\" aria-hidden=\"true\"><span class=\"fill %s\" "
      "style=\"width:%.1f%%\"></span></span>",
      part == 0 ? "nothing" : std::string(style), percent);
}

std::string NumberCell(const std::string& text) { return "<td class=\"number\">" + text + "</td>"; }

std::string Amount(uint64_t number) {
  return number < 10'000 ? Grouped(number) : Thousands(number);
}

std::string AmountOrDash(uint64_t number) {
  return number == 0 ? "<span class=\"muted\">–</span>" : Amount(number);
}

}  // namespace paxosstore::reports
