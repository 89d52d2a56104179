// Small pieces of markup that the sections of a campaign's page are made of.
#ifndef PAXOSSTORE_REPORTS_CAMPAIGN_MARKUP_H_
#define PAXOSSTORE_REPORTS_CAMPAIGN_MARKUP_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace paxosstore::reports {

// A text of several lines, escaped: their breaks stay.
std::string EscapeLines(std::string_view text);

// "<div><dt>name</dt><dd>markup</dd></div>", for a list of facts.
std::string Fact(std::string_view name, const std::string& markup);
// A word with its sign on a pale ground. `style` is good, bad or unsure.
std::string Chip(std::string_view style, std::string_view sign, const std::string& text);
// What one types; never cut, and selected as a whole.
std::string Command(std::string_view text);
// A link to a file beside the page: whatever is in the path, it stays one.
std::string FileLink(std::string_view path, const std::string& markup);
// part/whole as a horizontal bar of that style. What is not nothing can be seen.
std::string Bar(std::string_view style, uint64_t part, uint64_t whole);
std::string NumberCell(const std::string& text);
// "9,876" or "12.3 M".
std::string Amount(uint64_t number);
// A pale dash for nothing.
std::string AmountOrDash(uint64_t number);

}  // namespace paxosstore::reports

#endif  // PAXOSSTORE_REPORTS_CAMPAIGN_MARKUP_H_
