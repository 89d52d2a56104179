#include "core/model/command_table.h"

#include <array>

#include "core/model/evaluators.h"
#include "core/model/number.h"

namespace paxosstore::model {
namespace {

constexpr CommandGroup kGeneric = CommandGroup::kGeneric;
constexpr CommandGroup kString = CommandGroup::kString;
constexpr uint8_t kRead = kFlagReadOnly;
constexpr uint8_t kReadFast = kFlagReadOnly | kFlagFast;
constexpr uint8_t kWrite = kFlagWrite;
constexpr uint8_t kWriteFast = kFlagWrite | kFlagFast;
// May make the data grow.
constexpr uint8_t kGrow = kFlagWrite | kFlagDenyOom;
constexpr uint8_t kGrowFast = kFlagWrite | kFlagDenyOom | kFlagFast;

// name, arity, flags, first key, last key, step, group, since, summary, evaluator
constexpr CommandSpec kCommands[] = {
    {"append", 3, kGrowFast, 1, 1, 1, kString, "2.0.0",
     "Adds bytes to the end of a value; creates the key", EvaluateAppend},
    {"decr", 2, kGrowFast, 1, 1, 1, kString, "1.0.0", "Takes one from an integer", EvaluateDecr},
    {"decrby", 3, kGrowFast, 1, 1, 1, kString, "1.0.0", "Takes a number from an integer",
     EvaluateDecrby},
    {"del", -2, kWrite, 1, -1, 1, kGeneric, "1.0.0", "Removes keys", EvaluateDel},
    {"exists", -2, kReadFast, 1, -1, 1, kGeneric, "1.0.0", "Counts those of the keys that exist",
     EvaluateExists},
    {"expire", -3, kWriteFast, 1, 1, 1, kGeneric, "1.0.0", "Sets the time to live, in seconds",
     EvaluateExpire},
    {"expireat", -3, kWriteFast, 1, 1, 1, kGeneric, "1.2.0",
     "Sets the moment of expiry, in Unix seconds", EvaluateExpireat},
    {"expiretime", 2, kReadFast, 1, 1, 1, kGeneric, "7.0.0",
     "Tells the moment of expiry, in Unix seconds", EvaluateExpiretime},
    {"get", 2, kReadFast, 1, 1, 1, kString, "1.0.0", "Tells the value", EvaluateGet},
    {"getdel", 2, kWriteFast, 1, 1, 1, kString, "6.2.0", "Tells the value and removes the key",
     EvaluateGetdel},
    {"getex", -2, kWriteFast, 1, 1, 1, kString, "6.2.0",
     "Tells the value and sets or removes its expiry", EvaluateGetex},
    {"getrange", 4, kRead, 1, 1, 1, kString, "2.4.0", "Tells a part of the value",
     EvaluateGetrange},
    {"getset", 3, kGrowFast, 1, 1, 1, kString, "1.0.0", "Sets the value and tells the one before",
     EvaluateGetset},
    {"incr", 2, kGrowFast, 1, 1, 1, kString, "1.0.0", "Adds one to an integer", EvaluateIncr},
    {"incrby", 3, kGrowFast, 1, 1, 1, kString, "1.0.0", "Adds a number to an integer",
     EvaluateIncrby},
    {"incrbyfloat", 3, kGrowFast, 1, 1, 1, kString, "2.6.0", "Adds a number to a decimal fraction",
     EvaluateIncrbyfloat},
    {"mget", -2, kReadFast, 1, -1, 1, kString, "1.0.0", "Tells the values of several keys",
     EvaluateMget},
    {"mset", -3, kGrow, 1, -1, 2, kString, "1.0.1", "Sets several keys", EvaluateMset},
    {"persist", 2, kWriteFast, 1, 1, 1, kGeneric, "2.2.0", "Removes the expiry", EvaluatePersist},
    {"pexpire", -3, kWriteFast, 1, 1, 1, kGeneric, "2.6.0",
     "Sets the time to live, in milliseconds", EvaluatePexpire},
    {"pexpireat", -3, kWriteFast, 1, 1, 1, kGeneric, "2.6.0",
     "Sets the moment of expiry, in Unix milliseconds", EvaluatePexpireat},
    {"pexpiretime", 2, kReadFast, 1, 1, 1, kGeneric, "7.0.0",
     "Tells the moment of expiry, in Unix milliseconds", EvaluatePexpiretime},
    {"psetex", 4, kGrow, 1, 1, 1, kString, "2.6.0",
     "Sets the value and its time to live, in milliseconds", EvaluatePsetex},
    {"pttl", 2, kReadFast, 1, 1, 1, kGeneric, "2.6.0", "Tells the time to live, in milliseconds",
     EvaluatePttl},
    {"set", -3, kGrow, 1, 1, 1, kString, "1.0.0", "Sets the value", EvaluateSet},
    {"setex", 4, kGrow, 1, 1, 1, kString, "2.0.0",
     "Sets the value and its time to live, in seconds", EvaluateSetex},
    {"setnx", 3, kGrowFast, 1, 1, 1, kString, "1.0.0", "Sets the value unless the key exists",
     EvaluateSetnx},
    {"setrange", 4, kGrow, 1, 1, 1, kString, "2.2.0",
     "Overwrites a part of the value, from an offset on", EvaluateSetrange},
    {"strlen", 2, kReadFast, 1, 1, 1, kString, "2.2.0", "Tells the length of the value",
     EvaluateStrlen},
    {"substr", 4, kRead, 1, 1, 1, kString, "1.0.0", "Tells a part of the value", EvaluateGetrange},
    {"touch", -2, kReadFast, 1, -1, 1, kGeneric, "3.2.1", "Counts those of the keys that exist",
     EvaluateExists},
    {"ttl", 2, kReadFast, 1, 1, 1, kGeneric, "1.0.0", "Tells the time to live, in seconds",
     EvaluateTtl},
    {"type", 2, kReadFast, 1, 1, 1, kGeneric, "1.0.0", "Tells the kind of value", EvaluateType},
    {"unlink", -2, kWriteFast, 1, -1, 1, kGeneric, "4.0.0", "Removes keys", EvaluateDel},
};

constexpr char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

constexpr uint32_t Hash(std::string_view name) {
  uint32_t hash = 2166136261u;
  for (char c : name) hash = (hash ^ static_cast<uint8_t>(Lower(c))) * 16777619u;
  return hash;
}

// Open addressing, mostly empty: a look-up is one hash and one comparison.
constexpr size_t kSlots = 512;
static_assert(std::size(kCommands) < kSlots / 4);

constexpr std::array<uint8_t, kSlots> MakeIndex() {
  std::array<uint8_t, kSlots> index{};
  for (size_t i = 0; i < std::size(kCommands); ++i) {
    size_t slot = Hash(kCommands[i].name) % kSlots;
    while (index[slot] != 0) slot = (slot + 1) % kSlots;
    index[slot] = static_cast<uint8_t>(i + 1);
  }
  return index;
}
// Place in kCommands plus one; 0 is empty.
constexpr std::array<uint8_t, kSlots> kIndex = MakeIndex();

constexpr size_t LongestName() {
  size_t longest = 0;
  for (const CommandSpec& spec : kCommands) {
    if (spec.name.size() > longest) longest = spec.name.size();
  }
  return longest;
}
constexpr size_t kLongestName = LongestName();

}  // namespace

std::string_view ToString(CommandGroup group) {
  switch (group) {
    case CommandGroup::kGeneric:
      return "generic";
    case CommandGroup::kString:
      return "string";
  }
  return "";
}

const CommandSpec* FindCommand(std::string_view name) {
  // A client may send a name of any length: do not read all of it.
  if (name.size() > kLongestName) return nullptr;
  for (size_t slot = Hash(name) % kSlots; kIndex[slot] != 0; slot = (slot + 1) % kSlots) {
    const CommandSpec& spec = kCommands[kIndex[slot] - 1];
    if (EqualsIgnoreCase(name, spec.name)) return &spec;
  }
  return nullptr;
}

std::span<const CommandSpec> AllCommands() { return kCommands; }

bool ArityFits(const CommandSpec& spec, size_t argc) {
  size_t wanted = static_cast<size_t>(spec.arity < 0 ? -spec.arity : spec.arity);
  return spec.arity < 0 ? argc >= wanted : argc == wanted;
}

}  // namespace paxosstore::model
