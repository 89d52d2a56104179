#include "reports/trace/trace_events.h"

#include <nlohmann/json.hpp>

#include "absl/strings/str_format.h"

namespace paxosstore::reports {
namespace {

// Texts of a run may hold any bytes.
std::string Quoted(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

// Microseconds, exactly: a double would move the ends of slices.
std::string Microseconds(int64_t ns) { return absl::StrFormat("%d.%03d", ns / 1000, ns % 1000); }

std::string Object(const TraceEvents::Args& args) {
  std::string text;
  for (const auto& [name, value] : args) {
    text += (text.empty() ? "" : ",") + Quoted(name) + ":" + Quoted(value);
  }
  return "{" + text + "}";
}

}  // namespace

void TraceEvents::Open(char phase, Track track, std::string_view name, Instant at) {
  text_ += text_.empty() ? "" : ",\n";
  text_ +=
      absl::StrFormat(R"({"ph":"%c","pid":%d,"tid":%d,"ts":)", phase, track.process, track.thread) +
      Microseconds(at.ns) + ",\"name\":" + Quoted(name);
}

void TraceEvents::Field(std::string_view name, std::string_view json) {
  text_ += ",\"" + std::string(name) + "\":" + std::string(json);
}

void TraceEvents::Close(const Args& args) {
  if (!args.empty()) Field("args", Object(args));
  text_ += "}";
}

void TraceEvents::NameProcess(uint32_t process, std::string_view name) {
  Open('M', {process, 0}, "process_name", {});
  Close({{"name", std::string(name)}});
  Open('M', {process, 0}, "process_sort_index", {});
  Field("args", absl::StrFormat(R"({"sort_index":%d})", process));
  Close({});
}

void TraceEvents::NameThread(Track track, std::string_view name) {
  Open('M', track, "thread_name", {});
  Close({{"name", std::string(name)}});
  Open('M', track, "thread_sort_index", {});
  Field("args", absl::StrFormat(R"({"sort_index":%d})", track.thread));
  Close({});
}

void TraceEvents::Slice(Track track, std::string_view name, Instant from, Instant until,
                        const Args& args) {
  Open('X', track, name, from);
  Field("dur", Microseconds((until - from).ns));
  Close(args);
}

void TraceEvents::AsyncSlice(Track track, std::string_view category, std::string_view name,
                             Instant from, Instant until, const Args& args) {
  const std::string id = std::to_string(++asyncs_);
  const std::string quoted = Quoted(category);
  Open('b', track, name, from);
  Field("cat", quoted);
  Field("id", id);
  Close(args);
  Open('e', track, name, until);
  Field("cat", quoted);
  Field("id", id);
  Close({});
}

void TraceEvents::Moment(Track track, std::string_view name, Instant at, const Args& args) {
  // Not an instant: no arrow can begin or end at one.
  Slice(track, name, at, at, args);
}

void TraceEvents::GlobalMoment(Track track, std::string_view name, Instant at, const Args& args) {
  Open('i', track, name, at);
  Field("s", "\"g\"");
  Close(args);
}

uint64_t TraceEvents::BeginArrow(Track track, Instant at) {
  Open('s', track, "message", at);
  Field("cat", "\"message\"");
  Field("id", std::to_string(++arrows_));
  Close({});
  return arrows_;
}

void TraceEvents::EndArrow(uint64_t arrow, Track track, Instant at) {
  Open('f', track, "message", at);
  Field("cat", "\"message\"");
  Field("id", std::to_string(arrow));
  // At the slice that encloses it, rather than the next one.
  Field("bp", "\"e\"");
  Close({});
}

std::string TraceEvents::Finish(const Args& about) && {
  return "{\"displayTimeUnit\":\"ms\",\"otherData\":" + Object(about) + ",\"traceEvents\":[\n" +
         text_ + "\n]}\n";
}

}  // namespace paxosstore::reports
