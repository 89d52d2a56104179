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

TEST(Html, AScriptIsToldByItsHashAndNothingElseRuns) {
  // The hash of "abc" is the example of the standard.
  const EmbeddedText script = {"abc",
                               "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"};
  const std::string html = ToHtml({"t", "", "", &script, "{}"});
  EXPECT_THAT(html, HasSubstr("default-src 'none'; style-src 'unsafe-inline'; script-src "
                              "'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='\""));
  EXPECT_THAT(html, HasSubstr("<script>abc</script>"));
  EXPECT_THAT(ToHtml({"t", "", "", nullptr, "{}"}), Not(HasSubstr("script")));
}

TEST(Html, DataCannotEndItsElement) {
  const EmbeddedText script = {"", ""};
  const std::string html = ToHtml({"t", "", "", &script, R"(["</script><b>&amp;"])"});
  EXPECT_THAT(html,
              HasSubstr(R"(id="data">["\u003c/script\u003e\u003cb\u003e\u0026amp;"]</script>)"));
}

TEST(Html, StyleAndBodyStandInThePage) {
  const std::string html = ToHtml({"t", ".mine{}", "<p>words</p>"});
  EXPECT_THAT(html, HasSubstr(".mine{}</style>"));
  EXPECT_THAT(html, HasSubstr("<body>\n<p>words</p></body>"));
  EXPECT_THAT(html, HasSubstr("prefers-color-scheme: dark"));
}

}  // namespace
}  // namespace paxosstore::reports
