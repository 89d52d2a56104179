// COMMAND: what a client can learn about commands, of core/model's table and of this one alike.
#include <fnmatch.h>

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"
#include "core/model/command_table.h"
#include "core/model/errors.h"
#include "net/server/server_command.h"

namespace paxosstore::net {

using model::Reply;

namespace {

// Both tables' rows, seen alike.
struct Row {
  std::string name;
  int arity = 0;
  std::vector<Reply> flags;
  int first_key = 0, last_key = 0, key_step = 0;
  std::string group, since, summary;
  std::vector<Reply> categories;
  std::vector<Row> subcommands;
};

std::vector<Reply> FlagsOf(const model::CommandSpec& spec) {
  std::vector<Reply> flags;
  if (spec.flags & model::kFlagWrite) flags.push_back(Reply::Simple("write"));
  if (spec.flags & model::kFlagReadOnly) flags.push_back(Reply::Simple("readonly"));
  if (spec.flags & model::kFlagDenyOom) flags.push_back(Reply::Simple("denyoom"));
  if (spec.flags & model::kFlagFast) flags.push_back(Reply::Simple("fast"));
  return flags;
}

Row RowOf(const model::CommandSpec& spec) {
  Row row{std::string(spec.name),
          spec.arity,
          FlagsOf(spec),
          spec.first_key,
          spec.last_key,
          spec.key_step,
          std::string(ToString(spec.group)),
          std::string(spec.since),
          std::string(spec.summary),
          {},
          {}};
  const bool writes = (spec.flags & model::kFlagWrite) != 0;
  row.categories.push_back(Reply::Simple(writes ? "@write" : "@read"));
  const bool generic = spec.group == model::CommandGroup::kGeneric;
  row.categories.push_back(Reply::Simple(generic ? "@keyspace" : "@" + row.group));
  const bool fast = (spec.flags & model::kFlagFast) != 0;
  row.categories.push_back(Reply::Simple(fast ? "@fast" : "@slow"));
  return row;
}

Row RowOf(const ServerCommand& command, const std::string& container = {}) {
  Row row;
  row.name =
      container.empty() ? std::string(command.name) : container + "|" + std::string(command.name);
  row.arity = command.arity;
  for (absl::string_view flag : absl::StrSplit(
           absl::string_view(command.flags.data(), command.flags.size()), ' ', absl::SkipEmpty())) {
    row.flags.push_back(Reply::Simple(std::string(flag)));
  }
  row.group = command.group;
  row.since = command.since;
  row.summary = command.summary;
  const bool fast = command.flags.find("fast") != std::string_view::npos;
  row.categories.push_back(Reply::Simple(fast ? "@fast" : "@slow"));
  for (const ServerCommand& sub : command.subcommands) {
    row.subcommands.push_back(RowOf(sub, row.name));
  }
  return row;
}

std::vector<Row> AllRows() {
  std::vector<Row> rows;
  for (const model::CommandSpec& spec : model::AllCommands()) rows.push_back(RowOf(spec));
  for (const ServerCommand& command : AllServerCommands()) rows.push_back(RowOf(command));
  return rows;
}

// Also "client|list".
std::optional<Row> FindRow(const std::string& name) {
  if (const model::CommandSpec* spec = model::FindCommand(name)) return RowOf(*spec);
  const size_t bar = name.find('|');
  const ServerCommand* command = FindServerCommand(name.substr(0, bar));
  if (command == nullptr) return std::nullopt;
  if (bar == std::string::npos) return RowOf(*command);
  for (const ServerCommand& sub : command->subcommands) {
    if (SameWord(sub.name, std::string_view(name).substr(bar + 1))) {
      return RowOf(sub, std::string(command->name));
    }
  }
  return std::nullopt;
}

Reply InfoOf(const Row& row) {
  std::vector<Reply> subcommands;
  for (const Row& sub : row.subcommands) subcommands.push_back(InfoOf(sub));
  return Reply::Array({Reply::Bulk(row.name), Reply::Integer(row.arity), Reply::Array(row.flags),
                       Reply::Integer(row.first_key), Reply::Integer(row.last_key),
                       Reply::Integer(row.key_step), Reply::Array(row.categories), Reply::Array({}),
                       Reply::Array({}), Reply::Array(std::move(subcommands))});
}

Reply DocsOf(const Row& row) {
  std::vector<Reply> items = {Reply::Bulk("summary"), Reply::Bulk(row.summary),
                              Reply::Bulk("since"),   Reply::Bulk(row.since),
                              Reply::Bulk("group"),   Reply::Bulk(row.group)};
  if (!row.subcommands.empty()) {
    std::vector<Reply> subcommands;
    for (const Row& sub : row.subcommands) {
      subcommands.push_back(Reply::Bulk(sub.name));
      subcommands.push_back(DocsOf(sub));
    }
    items.push_back(Reply::Bulk("subcommands"));
    items.push_back(Reply::Map(std::move(subcommands)));
  }
  return Reply::Map(std::move(items));
}

}  // namespace

OptionalReply CommandAll(Call&) {
  std::vector<Reply> all;
  for (const Row& row : AllRows()) all.push_back(InfoOf(row));
  return Reply::Array(std::move(all));
}

OptionalReply CommandCount(Call&) {
  return Reply::Integer(
      static_cast<int64_t>(model::AllCommands().size() + AllServerCommands().size()));
}

OptionalReply CommandInfo(Call& call) {
  if (call.argv.size() == 2) return CommandAll(call);
  std::vector<Reply> infos;
  for (size_t i = 2; i < call.argv.size(); ++i) {
    const auto row = FindRow(call.argv[i]);
    infos.push_back(row.has_value() ? InfoOf(*row) : Reply::Null());
  }
  return Reply::Array(std::move(infos));
}

OptionalReply CommandDocs(Call& call) {
  std::vector<Row> rows;
  if (call.argv.size() == 2) rows = AllRows();
  for (size_t i = 2; i < call.argv.size(); ++i) {
    if (auto row = FindRow(call.argv[i])) rows.push_back(*std::move(row));
  }
  std::vector<Reply> docs;
  for (const Row& row : rows) {
    docs.push_back(Reply::Bulk(row.name));
    docs.push_back(DocsOf(row));
  }
  return Reply::Map(std::move(docs));
}

OptionalReply CommandList(Call& call) {
  const std::vector<std::string>& argv = call.argv;
  std::string pattern = "*";
  std::string category;
  if (argv.size() == 5 && SameWord(argv[2], "filterby") && SameWord(argv[3], "pattern")) {
    pattern = argv[4];
  } else if (argv.size() == 5 && SameWord(argv[2], "filterby") && SameWord(argv[3], "aclcat")) {
    category = "@" + absl::AsciiStrToLower(argv[4]);
  } else if (argv.size() == 5 && SameWord(argv[2], "filterby") && SameWord(argv[3], "module")) {
    return Reply::Array({});
  } else if (argv.size() != 2) {
    return model::SyntaxError();
  }
  std::vector<Reply> names;
  for (const Row& row : AllRows()) {
    const bool in_category =
        category.empty() || std::any_of(row.categories.begin(), row.categories.end(),
                                        [&](const Reply& c) { return c.text == category; });
    if (in_category && fnmatch(pattern.c_str(), row.name.c_str(), FNM_CASEFOLD) == 0) {
      names.push_back(Reply::Bulk(row.name));
    }
  }
  return Reply::Array(std::move(names));
}

OptionalReply CommandGetKeys(Call& call) {
  std::vector<std::string> line(call.argv.begin() + 2, call.argv.end());
  const model::CommandSpec* spec = model::FindCommand(line[0]);
  if (spec == nullptr) {
    return FindServerCommand(line[0]) == nullptr
               ? Reply::Error("ERR Invalid command specified")
               : Reply::Error("ERR The command has no key arguments");
  }
  if (!model::ArityFits(*spec, line.size())) {
    return Reply::Error("ERR Invalid number of arguments specified for command");
  }
  line.erase(line.begin());
  const model::Command command{spec, std::move(line)};
  std::vector<Reply> keys;
  for (std::string_view key : command.Keys()) keys.push_back(Reply::Bulk(std::string(key)));
  return Reply::Array(std::move(keys));
}

}  // namespace paxosstore::net
