#include "reports/html.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace paxosstore::reports {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Html, EveryCharacterOfMarkupIsEscaped) {
  EXPECT_EQ(Escape("<b a=\"1\" c='2'>&amp;"), "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp;");
}

TEST(Html, WellFormedTextStays) { EXPECT_EQ(Escape("naïve 値 🙂"), "naïve 値 🙂"); }

TEST(Html, WhatXmlCannotHoldIsReplaced) {
  EXPECT_EQ(Escape(std::string("a\0b\x1b\n", 5)), "a�b��");
  EXPECT_EQ(Escape("\xff\xc3"), "��");
  EXPECT_EQ(Escape("\xef\xbf\xbe"), "�");
}

TEST(Html, ATitleIsEscaped) {
  const std::string html = ToHtml({"</title><script>", "", ""});
  EXPECT_THAT(html, HasSubstr("<title>&lt;/title&gt;&lt;script&gt;</title>"));
  EXPECT_THAT(html, Not(HasSubstr("<script")));
}

TEST(Html, APageMayLoadAndRunNothing) {
  EXPECT_THAT(ToHtml({}), HasSubstr("default-src 'none'; style-src 'unsafe-inline'"));
}

TEST(Html, StyleAndBodyStandInThePage) {
  const std::string html = ToHtml({"t", ".mine{}", "<p>words</p>"});
  EXPECT_THAT(html, HasSubstr(".mine{}</style>"));
  EXPECT_THAT(html, HasSubstr("<body>\n<p>words</p></body>"));
  EXPECT_THAT(html, HasSubstr("prefers-color-scheme: dark"));
}

}  // namespace
}  // namespace paxosstore::reports
