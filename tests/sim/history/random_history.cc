#include "tests/sim/history/random_history.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "core/model/command_table.h"

namespace paxosstore::sim {
namespace {

using model::Reply;

uint64_t Below(uint64_t bound) { return *rc::gen::inRange<uint64_t>(0, bound); }

// Text, bytes, and what is hard to write in JSON or to tell from UTF-8.
std::string AnyBytes() {
  static const std::vector<std::string> kHard = {
      "",         std::string(1, '\0'), "\xff",     "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80",
      "\xe2\x82", "\xe2\x82\xac",       "\xc3\xbc", "\"\\/\n",  "{\"hex\":1}",  "\x7f\x1b"};
  if (Below(3) == 0) return *rc::gen::elementOf(kHard);
  return *rc::gen::string<std::string>();
}

uint64_t AnyNumber() {
  static const std::vector<uint64_t> kHard = {0,          1,    1ull << 53, (1ull << 53) + 1,
                                              1ull << 63, ~0ull};
  return Below(3) == 0 ? *rc::gen::elementOf(kHard) : Below(1000);
}

Reply AnyReply(int depth) {
  static const std::vector<int64_t> kIntegers = {0, -1, INT64_MIN, INT64_MAX, 7};
  std::vector<Reply> items;
  switch (Below(depth > 0 ? 7 : 5)) {
    case 0:
      return Reply::Null();
    case 1:
      return Reply::Simple(AnyBytes());
    case 2:
      return Reply::Error(AnyBytes());
    case 3:
      return Reply::Integer(*rc::gen::elementOf(kIntegers));
    case 4:
      return Reply::Bulk(AnyBytes());
    case 5:
      for (uint64_t i = Below(3); i > 0; --i) items.push_back(AnyReply(depth - 1));
      return Reply::Array(std::move(items));
    default:
      for (uint64_t i = 2 * Below(2); i > 0; --i) items.push_back(AnyReply(depth - 1));
      return Reply::Map(std::move(items));
  }
}

std::string AnyKeyOf(const std::string& object) {
  return Below(2) == 0 ? object : "{" + object + "}" + AnyBytes();
}

model::Command AnyCommand(const std::string& object) {
  const auto& all = model::AllCommands();
  model::Command command{&all[Below(all.size())], {}};
  size_t words = static_cast<size_t>(std::abs(command.spec->arity));
  if (command.spec->arity < 0) words += 2 * Below(2);
  for (size_t i = 1; i < words; ++i) command.args.push_back(AnyBytes());
  for (size_t i = 0; i < command.KeyCount(); ++i) {
    const auto position = static_cast<size_t>(command.spec->first_key) +
                          i * static_cast<size_t>(command.spec->key_step);
    command.args[position - 1] = AnyKeyOf(object);
  }
  return command;
}

Operation AnyOperation(const std::string& object, uint64_t start) {
  Operation operation;
  operation.client = ClientId(AnyNumber());
  operation.sequence = AnyNumber();
  for (uint64_t i = 1 + Below(2); i > 0; --i) operation.commands.push_back(AnyCommand(object));
  operation.fate = static_cast<Fate>(Below(3));
  operation.start = start;
  operation.started_at = Instant{static_cast<int64_t>(Below(1ull << 62))};
  const bool answered = operation.fate == Fate::kOk;
  if (answered || Below(2) == 0) {
    operation.ended_at = operation.started_at + Nanoseconds(1 + static_cast<int64_t>(Below(100)));
  }
  if (answered) {
    operation.version = EntryId(AnyNumber());
    for (size_t i = 0; i < operation.commands.size(); ++i) {
      operation.replies.push_back(AnyReply(2));
    }
  }
  if (Below(2) == 0) {
    operation.effect_entry = EntryId(1 + Below(1ull << 40));
    operation.effect_position = static_cast<uint32_t>(Below(1ull << 32));
  }
  return operation;
}

RecordedHistory DrawHistory() {
  static const std::vector<std::string> kObjects = {"k0", "t1", "\xff\x01", "\xc3\xbc", "a b"};
  RecordedHistory history{AnyBytes(), AnyNumber(), {}};
  std::vector<std::pair<size_t, size_t>> open;  // object and operation
  uint64_t events = 0;
  const auto end_one = [&] {
    const size_t which = Below(open.size());
    const auto [object, index] = open[which];
    history.objects[object].operations[index].end = events += 1 + Below(3);
    open.erase(open.begin() + static_cast<ptrdiff_t>(which));
  };
  for (uint64_t left = Below(8); left > 0; --left) {
    while (!open.empty() && Below(2) == 0) end_one();
    const std::string object = *rc::gen::elementOf(kObjects);
    auto at = std::find_if(history.objects.begin(), history.objects.end(),
                           [&](const ObjectHistory& one) { return one.object == object; });
    if (at == history.objects.end()) at = history.objects.insert(at, {object, {}});
    at->operations.push_back(AnyOperation(object, events += 1 + Below(3)));
    if (at->operations.back().fate == Fate::kOk) {
      open.emplace_back(at - history.objects.begin(), at->operations.size() - 1);
    }
  }
  while (!open.empty()) end_one();
  return history;
}

bool SameCommands(const Operation& a, const Operation& b) {
  return std::equal(a.commands.begin(), a.commands.end(), b.commands.begin(), b.commands.end(),
                    [](const model::Command& c, const model::Command& d) {
                      return c.spec == d.spec && c.args == d.args;
                    });
}

bool SameOperation(const Operation& a, const Operation& b) {
  return a.client == b.client && a.sequence == b.sequence && SameCommands(a, b) &&
         a.fate == b.fate && a.replies == b.replies && a.version == b.version &&
         a.start == b.start && a.end == b.end && a.started_at == b.started_at &&
         a.ended_at == b.ended_at && a.effect_entry == b.effect_entry &&
         a.effect_position == b.effect_position;
}

}  // namespace

rc::Gen<RecordedHistory> AnyHistory() { return rc::gen::exec(DrawHistory); }

bool Same(const RecordedHistory& a, const RecordedHistory& b) {
  return a.scenario == b.scenario && a.seed == b.seed &&
         std::equal(a.objects.begin(), a.objects.end(), b.objects.begin(), b.objects.end(),
                    [](const ObjectHistory& c, const ObjectHistory& d) {
                      return c.object == d.object &&
                             std::equal(c.operations.begin(), c.operations.end(),
                                        d.operations.begin(), d.operations.end(), SameOperation);
                    });
}

}  // namespace paxosstore::sim
