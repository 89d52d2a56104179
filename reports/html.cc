#include "reports/html.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_replace.h"
#include "sim/check/shown_text.h"

namespace paxosstore::reports {
namespace {

// Blue-green, vermilion and violet keep apart for all kinds of colour-blindness. Paper is light.
constexpr std::string_view kStyle = R"css(
:root {
  color-scheme: light dark;
  --ground: #ffffff; --raised: #f6f7f9; --text: #1b1f24; --muted: #59636e; --line: #d8dee4;
  --good: #00695c; --good-pale: #e3f3f0; --bad: #b23a0a; --bad-pale: #fdeee7;
  --unsure: #5b46a3; --unsure-pale: #f0edfa;
  --bar: #dbe8f6; --bar-edge: #2a5d93; --bar-pale: #f3f8fd;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, "DejaVu Sans Mono", Consolas, monospace;
}
@media screen and (prefers-color-scheme: dark) {
  :root:not([data-paper]) {
    --ground: #14171b; --raised: #1c2026; --text: #e4e7eb; --muted: #9aa4af; --line: #333a43;
    --good: #56c8b0; --good-pale: #14302b; --bad: #ff946b; --bad-pale: #3a2017;
    --unsure: #b7a6f5; --unsure-pale: #292341;
    --bar: #213a56; --bar-edge: #84b5e8; --bar-pale: #18242f;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 2.5rem 2rem 4rem; max-width: 72rem;
  background: var(--ground); color: var(--text);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial,
    sans-serif;
}
h1, h2, h3 { line-height: 1.25; margin: 0; font-weight: 600; }
h1 { font-size: 1.75rem; letter-spacing: -0.01em; }
h2 { font-size: 1.2rem; margin: 2.75rem 0 0.75rem; }
h3 { font-size: 1rem; }
p { margin: 0.5rem 0; max-width: 46rem; }
a { color: inherit; text-underline-offset: 0.15em; }
a:focus-visible, summary:focus-visible, [tabindex]:focus-visible {
  outline: 2px solid var(--bar-edge); outline-offset: 2px;
}
code, .mono { font-family: var(--mono); font-size: 0.875em; overflow-wrap: anywhere; }
.muted { color: var(--muted); }
.good { color: var(--good); }
.bad { color: var(--bad); }
.unsure { color: var(--unsure); }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { padding: 0.4rem 0.75rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { font-size: 0.8125rem; font-weight: 600; color: var(--muted); border-bottom: 1px solid var(--line); }
td { border-bottom: 1px solid var(--line); }
th:first-child, td:first-child { padding-left: 0; }
th:last-child, td:last-child { padding-right: 0; }
.number { text-align: right; white-space: nowrap; }
summary { cursor: pointer; }
@media screen and (max-width: 48rem) { body { padding: 1.25rem 1rem 3rem; } }
@media print {
  html { font-size: 12px; }
  body { padding: 0; max-width: none; }
  h2, h3, h2 + p { break-after: avoid; }
  section { break-inside: avoid; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
)css";

}  // namespace

std::string Escape(std::string_view text) {
  std::string escaped;
  for (const std::string_view character : sim::ShownCharacters(text)) {
    switch (character.front()) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += character;
    }
  }
  return escaped;
}

namespace {

// Nothing is loaded and nothing runs, even if something should slip through Escape(); but for the
// one script, which is told by its hash.
std::string Policy(const EmbeddedText* script) {
  std::string policy = "default-src 'none'; style-src 'unsafe-inline'";
  if (script == nullptr) return policy;
  const std::string digest =
      absl::HexStringToBytes(absl::string_view(script->sha256.data(), script->sha256.size()));
  return policy + "; script-src 'sha256-" + absl::Base64Escape(digest) + "'";
}

// In JSON these stand in texts only, so they may be written as escapes of such. Without `<`,
// nothing ends the element; without `&` either, it is XML.
std::string DataElement(std::string_view json) {
  return "<script type=\"application/json\" id=\"data\">" +
         absl::StrReplaceAll(absl::string_view(json.data(), json.size()),
                             {{"<", "\\u003c"}, {">", "\\u003e"}, {"&", "\\u0026"}}) +
         "</script>\n";
}

std::string ScriptElements(const Page& page) {
  if (page.script == nullptr) return "";
  return DataElement(page.data) + "<script>" + std::string(page.script->text) + "</script>\n";
}

}  // namespace

std::string ToHtml(const Page& page) {
  std::string html = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n";
  html += "<meta http-equiv=\"Content-Security-Policy\" content=\"" + Policy(page.script) +
          "\"/>\n"
          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
          "<title>";
  html += Escape(page.title) + "</title>\n<style>";
  html += kStyle;
  html += page.style;
  html += "</style>\n</head>\n<body>\n";
  html += page.body;
  html += ScriptElements(page);
  html += "</body>\n</html>\n";
  return html;
}

}  // namespace paxosstore::reports
