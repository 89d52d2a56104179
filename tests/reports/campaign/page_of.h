// Parts of a page, for tests.
#ifndef PAXOSSTORE_TESTS_REPORTS_CAMPAIGN_PAGE_OF_H_
#define PAXOSSTORE_TESTS_REPORTS_CAMPAIGN_PAGE_OF_H_

#include <string>
#include <string_view>

namespace paxosstore::reports {

// The first part from `begin` up to `end`, or empty.
inline std::string Between(const std::string& page, std::string_view begin, std::string_view end) {
  const size_t at = page.find(begin);
  if (at == std::string::npos) return "";
  return page.substr(at, page.find(end, at) - at);
}

// What follows a heading.
inline std::string Section(const std::string& page, const std::string& id) {
  const size_t at = page.find("<h2 id=\"" + id + "\"");
  if (at == std::string::npos) return "";
  return page.substr(at, page.find("<h2", at + 1) - at);
}

inline size_t Occurrences(const std::string& page, std::string_view what) {
  size_t count = 0;
  for (size_t at = 0; (at = page.find(what, at)) != std::string::npos; ++at) ++count;
  return count;
}

}  // namespace paxosstore::reports

#endif  // PAXOSSTORE_TESTS_REPORTS_CAMPAIGN_PAGE_OF_H_
