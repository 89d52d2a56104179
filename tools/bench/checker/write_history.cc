#include "tools/bench/checker/write_history.h"

#include <algorithm>
#include <fstream>
#include <vector>

namespace paxosstore::bench {
namespace {

using sim::RegisterOperation;
using sim::RegisterVerb;

struct Event {
  uint64_t number;
  const RegisterOperation* operation;
  bool end;
};

std::vector<Event> EventsOf(const sim::RegisterHistory& history) {
  std::vector<Event> events;
  for (const RegisterOperation& operation : history.operations) {
    events.push_back({operation.span.start, &operation, false});
    if (operation.span.answered()) events.push_back({operation.span.end, &operation, true});
  }
  std::sort(events.begin(), events.end(),
            [](const Event& a, const Event& b) { return a.number < b.number; });
  return events;
}

std::string EtcdArgument(const Event& event, const sim::Values& values) {
  const RegisterOperation& operation = *event.operation;
  if (operation.verb == RegisterVerb::kRead) return event.end ? values.Text(operation.seen) : "nil";
  if (operation.verb == RegisterVerb::kWrite) return values.Text(operation.argument);
  return "[" + values.Text(operation.expected) + " " + values.Text(operation.argument) + "]";
}

absl::Status WriteFile(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  return file.good() ? absl::OkStatus() : absl::UnavailableError(path + ": cannot be written");
}

}  // namespace

std::string EtcdText(const sim::RegisterHistory& history, const sim::Values& values) {
  std::string text;
  for (const Event& event : EventsOf(history)) {
    const RegisterOperation& operation = *event.operation;
    const char* verb = operation.verb == RegisterVerb::kRead    ? ":read"
                       : operation.verb == RegisterVerb::kWrite ? ":write"
                                                                : ":cas";
    const char* type = !event.end ? ":invoke" : operation.refused ? ":fail" : ":ok";
    text += "INFO  jepsen.util - " + operation.process + "\t" + type + "\t" + verb + "\t" +
            EtcdArgument(event, values) + "\n";
  }
  return text;
}

std::string KvText(const sim::RegisterHistory& history, const sim::Values& values) {
  // What was never written is empty in this format.
  const auto quoted = [&values](sim::ValueId value) {
    return "\"" + (value == sim::kAbsent ? std::string() : values.Text(value)) + "\"";
  };
  std::string text;
  for (const Event& event : EventsOf(history)) {
    const RegisterOperation& operation = *event.operation;
    const bool read = operation.verb == RegisterVerb::kRead;
    text += "{:process " + operation.process + ", :type " + (event.end ? ":ok" : ":invoke") +
            ", :f " + (read ? ":get" : ":put") + ", :key \"k\", :value " +
            (!read       ? quoted(operation.argument)
             : event.end ? quoted(operation.seen)
                         : "nil") +
            "}\n";
  }
  return text;
}

bool HasCompareAndSet(const sim::RegisterHistory& history) {
  return std::any_of(
      history.operations.begin(), history.operations.end(),
      [](const RegisterOperation& operation) { return operation.verb == RegisterVerb::kCas; });
}

absl::Status WriteHistory(const std::string& folder, const std::string& name,
                          const sim::RegisterHistories& histories) {
  const sim::RegisterHistory& history = histories.keys[0];
  const std::string path = folder + "/" + name;
  const absl::Status etcd = WriteFile(path + ".log", EtcdText(history, histories.values));
  if (!etcd.ok() || HasCompareAndSet(history)) return etcd;
  return WriteFile(path + ".txt", KvText(history, histories.values));
}

}  // namespace paxosstore::bench
