#include "reports/trace/trace_json.h"

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "nlohmann/json.hpp"
#include "sim/check/shown_text.h"

namespace paxosstore::reports {
namespace {

using nlohmann::json;
using Column = std::vector<int64_t>;

std::string Shown(std::string_view text) {
  std::string shown;
  for (const std::string_view character : sim::ShownCharacters(text)) shown += character;
  return shown;
}

// Lines stay apart: what tells more than one thing is told in several.
std::vector<std::string> ShownLines(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    lines.push_back(Shown(text.substr(0, end)));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

// Each text once. What it is given must stay.
class Texts {
 public:
  Texts() { Add(""); }
  int64_t Add(std::string_view text) {
    const auto [at, is_new] = places_.emplace(text, texts_.size());
    if (is_new) texts_.push_back(Shown(text));
    return static_cast<int64_t>(at->second);
  }
  json Take() { return std::move(texts_); }

 private:
  absl::flat_hash_map<std::string_view, size_t> places_;
  std::vector<std::string> texts_;
};

// The two columns of the moments of a list.
class Moments {
 public:
  void Add(const sim::Moment& moment) {
    times_.push_back(moment.time.ns - last_.time.ns);
    events_.push_back(static_cast<int64_t>(moment.event - last_.event));
    last_ = moment;
  }
  void WriteTo(json& list) && {
    list["t"] = std::move(times_);
    list["e"] = std::move(events_);
  }

 private:
  sim::Moment last_;
  Column times_, events_;
};

// The two columns of the ends.
class Ends {
 public:
  void Add(const sim::Moment& began, const std::optional<sim::Moment>& ended) {
    times_.push_back(ended.has_value() ? ended->time.ns - began.time.ns : -1);
    events_.push_back(ended.has_value() ? static_cast<int64_t>(ended->event - began.event) : -1);
  }
  void WriteTo(json& list) && {
    list["d"] = std::move(times_);
    list["de"] = std::move(events_);
  }

 private:
  Column times_, events_;
};

int64_t IndexOf(sim::ObjectIndex object) {
  return object == sim::kNoObject ? -1 : static_cast<int64_t>(object);
}

// Columns of a list, made by one function for each field.
template <typename Row, typename Field>
Column ColumnOf(const std::vector<Row>& rows, Field field) {
  Column column;
  column.reserve(rows.size());
  for (const Row& row : rows) column.push_back(static_cast<int64_t>(field(row)));
  return column;
}

template <typename Row>
json MomentsOf(const std::vector<Row>& rows, sim::Moment Row::*moment) {
  json list;
  Moments moments;
  for (const Row& row : rows) moments.Add(row.*moment);
  std::move(moments).WriteTo(list);
  return list;
}

template <typename Row>
void AddEnds(json& list, const std::vector<Row>& rows, sim::Moment Row::*began) {
  Ends ends;
  for (const Row& row : rows) ends.Add(row.*began, row.ended);
  std::move(ends).WriteTo(list);
}

json Messages(const std::vector<sim::TracedMessage>& rows, Texts& texts) {
  using M = sim::TracedMessage;
  json list = MomentsOf(rows, &M::sent);
  AddEnds(list, rows, &M::sent);
  list["end"] = ColumnOf(rows, [](const M& m) { return m.end; });
  list["duplicate"] = ColumnOf(rows, [](const M& m) { return m.duplicate; });
  list["from"] = ColumnOf(rows, [](const M& m) { return m.from.value(); });
  list["to"] = ColumnOf(rows, [](const M& m) { return m.to.value(); });
  list["object"] = ColumnOf(rows, [](const M& m) { return IndexOf(m.object); });
  list["entry"] = ColumnOf(rows, [](const M& m) { return m.entry.value(); });
  list["text"] = ColumnOf(rows, [&](const M& m) { return texts.Add(m.text); });
  return list;
}

json Nodes(const std::vector<sim::TracedNode>& rows, Texts& texts) {
  using N = sim::TracedNode;
  json list = MomentsOf(rows, &N::at);
  list["node"] = ColumnOf(rows, [](const N& n) { return n.node.value(); });
  list["state"] = ColumnOf(rows, [](const N& n) { return n.state; });
  list["why"] = ColumnOf(rows, [&](const N& n) { return texts.Add(n.why); });
  return list;
}

json Links(const std::vector<sim::TracedLink>& rows) {
  using L = sim::TracedLink;
  json list = MomentsOf(rows, &L::at);
  list["from"] = ColumnOf(rows, [](const L& l) { return l.from.value(); });
  list["to"] = ColumnOf(rows, [](const L& l) { return l.to.value(); });
  list["blocked"] = ColumnOf(rows, [](const L& l) { return l.blocked; });
  return list;
}

json Faults(const std::vector<sim::TracedFault>& rows, Texts& texts) {
  using F = sim::TracedFault;
  json list = MomentsOf(rows, &F::at);
  list["injects"] = ColumnOf(rows, [](const F& f) { return f.injects; });
  list["nodes"] = ColumnOf(rows, [](const F& f) { return f.nodes; });
  list["text"] = ColumnOf(rows, [&](const F& f) { return texts.Add(f.text); });
  return list;
}

json Syncs(const std::vector<sim::TracedSync>& rows) {
  using S = sim::TracedSync;
  json list = MomentsOf(rows, &S::asked);
  AddEnds(list, rows, &S::asked);
  list["node"] = ColumnOf(rows, [](const S& s) { return s.node.value(); });
  list["end"] = ColumnOf(rows, [](const S& s) { return s.end; });
  return list;
}

json States(const std::vector<sim::TracedState>& rows, Texts& texts) {
  using S = sim::TracedState;
  json list = MomentsOf(rows, &S::at);
  list["node"] = ColumnOf(rows, [](const S& s) { return s.node.value(); });
  list["where"] = ColumnOf(rows, [](const S& s) { return s.where; });
  list["object"] = ColumnOf(rows, [](const S& s) { return IndexOf(s.object); });
  list["chosen"] = ColumnOf(rows, [](const S& s) { return s.chosen.value(); });
  list["entry"] = ColumnOf(rows, [](const S& s) { return s.entry.value(); });
  list["chosenValue"] = ColumnOf(rows, [&](const S& s) { return texts.Add(s.chosen_value); });
  list["promised"] = ColumnOf(rows, [&](const S& s) { return texts.Add(s.promised); });
  list["accepted"] = ColumnOf(rows, [&](const S& s) { return texts.Add(s.accepted); });
  list["value"] = ColumnOf(rows, [&](const S& s) { return texts.Add(s.value); });
  list["what"] = ColumnOf(rows, [&](const S& s) { return texts.Add(s.what); });
  return list;
}

json Chosen(const std::vector<sim::TracedChosen>& rows, Texts& texts) {
  using C = sim::TracedChosen;
  json list = MomentsOf(rows, &C::at);
  list["object"] = ColumnOf(rows, [](const C& c) { return IndexOf(c.object); });
  list["entry"] = ColumnOf(rows, [](const C& c) { return c.entry.value(); });
  list["value"] = ColumnOf(rows, [&](const C& c) { return texts.Add(c.value); });
  list["ballot"] = ColumnOf(rows, [&](const C& c) { return texts.Add(c.ballot); });
  return list;
}

json Values(const std::vector<sim::TracedValue>& rows, Texts& texts) {
  using V = sim::TracedValue;
  return {{"id", ColumnOf(rows, [&](const V& v) { return texts.Add(v.id); })},
          {"text", ColumnOf(rows, [&](const V& v) { return texts.Add(v.text); })}};
}

int64_t After(const sim::Moment& began, const std::optional<sim::Moment>& then) {
  return then.has_value() ? then->time.ns - began.time.ns : -1;
}

// The attempts of all operations in one list; their times are those since the operation began.
json Attempts(const std::vector<sim::TracedOperation>& operations, Texts& texts) {
  Column sent, event, node, arrived, replied, answered, reply;
  for (const sim::TracedOperation& operation : operations) {
    for (const auto& attempt : operation.attempts) {
      sent.push_back(attempt.sent.time.ns - operation.started.time.ns);
      event.push_back(static_cast<int64_t>(attempt.sent.event - operation.started.event));
      node.push_back(attempt.node.value());
      arrived.push_back(After(operation.started, attempt.arrived));
      replied.push_back(After(operation.started, attempt.replied));
      answered.push_back(After(operation.started, attempt.answered));
      reply.push_back(texts.Add(attempt.reply));
    }
  }
  return {{"t", sent},          {"e", event},           {"node", node},  {"arrived", arrived},
          {"replied", replied}, {"answered", answered}, {"reply", reply}};
}

json Operations(const std::vector<sim::TracedOperation>& rows, Texts& texts) {
  using O = sim::TracedOperation;
  json list = MomentsOf(rows, &O::started);
  AddEnds(list, rows, &O::started);
  list["client"] = ColumnOf(rows, [](const O& o) { return o.client; });
  list["name"] = ColumnOf(rows, [&](const O& o) { return texts.Add(o.name); });
  list["object"] = ColumnOf(rows, [](const O& o) { return IndexOf(o.object); });
  list["command"] = ColumnOf(rows, [&](const O& o) { return texts.Add(o.command); });
  list["reply"] = ColumnOf(rows, [&](const O& o) { return texts.Add(o.reply); });
  list["version"] = ColumnOf(rows, [](const O& o) { return o.version.value(); });
  list["end"] = ColumnOf(rows, [](const O& o) { return o.end; });
  list["guilty"] = ColumnOf(rows, [](const O& o) { return o.guilty; });
  list["attempts"] = ColumnOf(rows, [](const O& o) { return o.attempts.size(); });
  return list;
}

json FailureOf(const std::optional<sim::TracedFailure>& failure) {
  if (!failure.has_value()) return nullptr;
  return {{"oracle", Shown(failure->failure.oracle)},
          {"what", ShownLines(failure->failure.what)},
          {"t", failure->failure.moment.time.ns},
          {"e", failure->failure.moment.event},
          {"node", failure->node.value()},
          {"object", IndexOf(failure->object)},
          {"entry", failure->entry.value()},
          {"told", ShownLines(failure->told)},
          {"explanation", ShownLines(failure->explanation)}};
}

}  // namespace

std::string TraceJson(const sim::Trace& trace) {
  Texts texts;
  json page;
  page["scenario"] = Shown(trace.scenario);
  page["seed"] = std::to_string(trace.seed);  // a number of the script cannot hold 64 bits
  page["nodes"] = trace.nodes;
  page["clients"] = trace.clients;
  page["end"] = trace.end.time.ns;
  page["lastEvent"] = trace.end.event;
  page["failure"] = FailureOf(trace.failure);
  page["objects"] = json::array();
  for (const std::string& object : trace.objects) page["objects"].push_back(Shown(object));
  page["messages"] = Messages(trace.messages, texts);
  page["nodeStates"] = Nodes(trace.node_states, texts);
  page["links"] = Links(trace.links);
  page["faults"] = Faults(trace.faults, texts);
  page["syncs"] = Syncs(trace.syncs);
  page["states"] = States(trace.states, texts);
  page["chosen"] = Chosen(trace.chosen, texts);
  page["values"] = Values(trace.values, texts);
  page["operations"] = Operations(trace.operations, texts);
  page["attempts"] = Attempts(trace.operations, texts);
  page["texts"] = texts.Take();
  return page.dump();
}

}  // namespace paxosstore::reports
