// The trace event format of Chrome and Perfetto: an object with a list of events, a line each.
// https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
#ifndef PAXOSSTORE_REPORTS_TRACE_TRACE_EVENTS_H_
#define PAXOSSTORE_REPORTS_TRACE_TRACE_EVENTS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/runtime/time.h"

namespace paxosstore::reports {

// Where an event is shown: a thread of a process. Numbers from 1.
struct Track {
  uint32_t process = 0;
  uint32_t thread = 0;
};

class TraceEvents {
 public:
  using Args = std::vector<std::pair<std::string_view, std::string>>;

  void NameProcess(uint32_t process, std::string_view name);
  void NameThread(Track track, std::string_view name);

  // Slices of one track must not overlap, but may lie within each other. REQUIRES: from <= until.
  void Slice(Track track, std::string_view name, Instant from, Instant until, const Args& args);
  // One that may overlap others of its track and category.
  void AsyncSlice(Track track, std::string_view category, std::string_view name, Instant from,
                  Instant until, const Args& args);
  void Moment(Track track, std::string_view name, Instant at, const Args& args);
  // ... over all tracks.
  void GlobalMoment(Track track, std::string_view name, Instant at, const Args& args);
  // An arrow from the slice or moment added last on the track to that on another one.
  // REQUIRES: each gets an end.
  uint64_t BeginArrow(Track track, Instant at);
  void EndArrow(uint64_t arrow, Track track, Instant at);

  // The document; `about`: what else is to be known.
  std::string Finish(const Args& about) &&;

 private:
  // Begins an event, for Close to end.
  void Open(char phase, Track track, std::string_view name, Instant at);
  void Field(std::string_view name, std::string_view json);
  void Close(const Args& args);

  std::string text_;
  uint64_t arrows_ = 0;
  uint64_t asyncs_ = 0;
};

}  // namespace paxosstore::reports

#endif  // PAXOSSTORE_REPORTS_TRACE_TRACE_EVENTS_H_
