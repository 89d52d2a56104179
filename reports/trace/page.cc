#include "reports/trace/page.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "reports/html.h"
#include "reports/trace/oracle_promises.h"
#include "reports/trace/trace_json.h"
#include "reports/units.h"

namespace paxosstore::reports {

// The files of script/, page.css and body.html; see CMakeLists.txt.
extern const EmbeddedText kTraceScript;
extern const EmbeddedText kTraceStyle;
extern const EmbeddedText kTraceBody;

namespace {

// Lines of text as paragraphs.
std::string Paragraphs(std::string_view text) {
  std::string html;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    html += "<span class=\"line\">" + Escape(text.substr(0, end)) + "</span>";
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return html;
}

// The first line, and the others on request if they are many.
std::string Folded(std::string_view text) {
  constexpr size_t kLinesMax = 3;
  const auto lines = static_cast<size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
  if (lines <= kLinesMax) return "<strong>" + Paragraphs(text) + "</strong>";
  const size_t first = text.find('\n');
  return "<strong>" + Paragraphs(text.substr(0, first)) + "</strong><details><summary>" +
         Count(lines - 1, "more line") + "</summary>" + Paragraphs(text.substr(first + 1)) +
         "</details>";
}

std::string Told(std::string_view name, const std::string& markup) {
  return absl::StrFormat("<dt>%s</dt><dd>%s</dd>\n", name, markup);
}

std::string WhatWasSeen(const sim::TracedFailure& failed) {
  const std::string_view promise = PromiseOf(failed.failure.oracle);
  std::string told;
  if (!promise.empty()) told += Told("Promised", Escape(promise));
  told += Told("Seen", Folded(failed.failure.what));
  if (!failed.told.empty()) told += Told("When", Paragraphs(failed.told));
  if (!failed.explanation.empty()) told += Told("That is", Paragraphs(failed.explanation));
  return "<dl class=\"seen\">\n" + told + "</dl>\n";
}

std::string Fact(std::string_view name, const std::string& markup) {
  return absl::StrFormat("<div><dt>%s</dt><dd>%s</dd></div>\n", name, markup);
}

// Milliseconds down to the microsecond, as everywhere on the page.
std::string At(const sim::Moment& moment) {
  const int64_t us = moment.time.ns / 1000;
  return absl::StrFormat("%s.%03d ms, event %s", Grouped(static_cast<uint64_t>(us / 1000)),
                         us % 1000, Grouped(moment.event));
}

std::string Facts(const sim::Trace& trace) {
  const bool failed = trace.failure.has_value();
  const std::string cluster = Count(trace.nodes, "node") + ", " + Count(trace.clients, "client");
  std::string facts = Fact("Scenario", Escape(trace.scenario)) +
                      Fact("Seed", std::to_string(trace.seed)) + Fact("Cluster", cluster) +
                      Fact(failed ? "Failed at" : "Ended at",
                           At(failed ? trace.failure->failure.moment : trace.end));
  if (!trace.replay.empty()) facts += Fact("Replay", "<code>" + Escape(trace.replay) + "</code>");
  return "<dl class=\"facts\">\n" + facts + "</dl>\n";
}

std::string Verdict(const sim::Trace& trace) {
  const bool failed = trace.failure.has_value();
  const char* style = failed ? "bad" : "good";
  const std::string title =
      failed ? "Failed: " + Escape(trace.failure->failure.oracle) : "Passed: every oracle held";
  return absl::StrFormat(
             "<header class=\"%s\">\n<h1 class=\"%s\"><span class=\"sign\" "
             "aria-hidden=\"true\">%s</span> %s</h1>\n",
             style, style, failed ? "✗" : "✓", title) +
         (failed ? WhatWasSeen(*trace.failure) : "") + Facts(trace) + "</header>\n";
}

std::string Title(const sim::Trace& trace) {
  const std::string run = trace.scenario + ", seed " + std::to_string(trace.seed);
  return (trace.failure.has_value() ? "✗ " + trace.failure->failure.oracle : "✓ passed") + ": " +
         run;
}

}  // namespace

std::string TracePage(const sim::Trace& trace) {
  const std::string body =
      absl::StrReplaceAll(absl::string_view(kTraceBody.text.data(), kTraceBody.text.size()),
                          {{"<!--verdict-->", Verdict(trace)}});
  const std::string data = TraceJson(trace);
  return ToHtml({Title(trace), kTraceStyle.text, body, &kTraceScript, data});
}

}  // namespace paxosstore::reports
