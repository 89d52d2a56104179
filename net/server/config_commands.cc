// CONFIG: the few settings that can be changed while the node runs, and those that clients look at
// before they start.
#include <fnmatch.h>

#include <functional>
#include <utility>

#include "net/server/server_command.h"

namespace paxosstore::net {

using model::Reply;

namespace {

struct Setting {
  const char* name;
  std::function<std::string(const ServerCore&)> get;
  // Null: cannot be changed. False: the value makes no sense.
  std::function<bool(ServerCore&, int64_t)> set;
};

std::function<std::string(const ServerCore&)> Fixed(std::string value) {
  return [value](const ServerCore&) { return value; };
}

// In the order of names. What is "Fixed" is true of this store, in Redis's vocabulary.
const std::vector<Setting>& Settings() {
  static const auto* const settings = new std::vector<Setting>{
      {"appendfsync", Fixed("always"), nullptr},
      {"appendonly", Fixed("yes"), nullptr},
      {"cluster-enabled", Fixed("no"), nullptr},
      {"databases", Fixed("1"), nullptr},
      {"dir", [](const ServerCore& core) { return core.node.data_dir; }, nullptr},
      {"maxclients",
       [](const ServerCore& core) { return std::to_string(core.options.clients_max); },
       [](ServerCore& core, int64_t value) {
         if (value < 1 || value > 1'000'000) return false;
         core.options.clients_max = static_cast<uint32_t>(value);
         return true;
       }},
      {"maxmemory", Fixed("0"), nullptr},
      {"maxmemory-policy", Fixed("noeviction"), nullptr},
      {"port", [](const ServerCore& core) { return std::to_string(core.node.port); }, nullptr},
      {"proto-max-bulk-len",
       [](const ServerCore& core) { return std::to_string(core.options.bulk_bytes_max); }, nullptr},
      {"save", Fixed(""), nullptr},
      {"timeout",
       [](const ServerCore& core) {
         return std::to_string(core.options.idle_timeout.ns / 1'000'000'000);
       },
       [](ServerCore& core, int64_t value) {
         if (value < 0 || value > 1'000'000'000) return false;
         core.options.idle_timeout = Seconds(value);
         return true;
       }},
  };
  return *settings;
}

const Setting* FindSetting(std::string_view name) {
  for (const Setting& setting : Settings()) {
    if (SameWord(setting.name, name)) return &setting;
  }
  return nullptr;
}

Reply SetFailed(std::string_view name, const std::string& why) {
  return Reply::Error("ERR CONFIG SET failed (possibly related to argument '" + std::string(name) +
                      "') - " + why);
}

// Without changing anything.
std::optional<Reply> SetFault(const std::string& name, const std::string& value) {
  const Setting* setting = FindSetting(name);
  if (setting == nullptr) {
    return Reply::Error("ERR Unknown option or number of arguments for CONFIG SET - '" + name +
                        "'");
  }
  if (setting->set == nullptr) return SetFailed(name, "can't set immutable config");
  if (!ParseInteger(value).has_value()) {
    return SetFailed(name, "argument couldn't be parsed into an integer");
  }
  return std::nullopt;
}

}  // namespace

OptionalReply ConfigGet(Call& call) {
  std::vector<Reply> found;
  for (const Setting& setting : Settings()) {
    for (size_t i = 2; i < call.argv.size(); ++i) {
      if (fnmatch(call.argv[i].c_str(), setting.name, FNM_CASEFOLD) != 0) continue;
      found.push_back(Reply::Bulk(setting.name));
      found.push_back(Reply::Bulk(setting.get(call.core)));
      break;
    }
  }
  return Reply::Map(std::move(found));
}

OptionalReply ConfigSet(Call& call) {
  const std::vector<std::string>& argv = call.argv;
  if (argv.size() % 2 != 0) {
    return Reply::Error("ERR wrong number of arguments for 'config|set' command");
  }
  // All names and kinds are looked at before anything is changed.
  for (size_t i = 2; i < argv.size(); i += 2) {
    if (auto fault = SetFault(argv[i], argv[i + 1])) return fault;
  }
  for (size_t i = 2; i < argv.size(); i += 2) {
    if (!FindSetting(argv[i])->set(call.core, *ParseInteger(argv[i + 1]))) {
      return SetFailed(argv[i], "argument is out of range");
    }
  }
  return Reply::Ok();
}

OptionalReply ConfigResetStat(Call& call) {
  call.core.counters = ServerCounters{};
  return Reply::Ok();
}

}  // namespace paxosstore::net
