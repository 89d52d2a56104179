#include "net/server/server_command.h"

#include <algorithm>
#include <charconv>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "core/model/errors.h"

namespace paxosstore::net {

namespace {

using model::Reply;

bool ArityFits(int arity, size_t argc) {
  return arity >= 0 ? argc == static_cast<size_t>(arity) : argc >= static_cast<size_t>(-arity);
}

// What "CLIENT HELP" answers, made from the table.
Reply HelpOf(const ServerCommand& container) {
  const std::string name =
      absl::AsciiStrToUpper(absl::string_view(container.name.data(), container.name.size()));
  std::vector<Reply> lines;
  lines.push_back(
      Reply::Simple(name + " <subcommand> [<arg> [value] [opt] ...]. Subcommands are:"));
  for (const ServerCommand& sub : container.subcommands) {
    lines.push_back(
        Reply::Simple(absl::AsciiStrToUpper(absl::string_view(sub.name.data(), sub.name.size()))));
    lines.push_back(Reply::Simple("    " + std::string(sub.summary)));
  }
  lines.push_back(Reply::Simple("HELP"));
  lines.push_back(Reply::Simple("    Print this help."));
  return Reply::Array(std::move(lines));
}

OptionalReply RunSubcommand(const ServerCommand& container, Call& call) {
  const std::string& word = call.argv[1];
  for (const ServerCommand& sub : container.subcommands) {
    if (!SameWord(sub.name, word)) continue;
    if (!ArityFits(sub.arity, call.argv.size())) {
      return model::WrongArityError(std::string(container.name) + "|" + std::string(sub.name));
    }
    return sub.handler(call);
  }
  if (SameWord(word, "help") && call.argv.size() == 2) return HelpOf(container);
  return Reply::Error(
      "ERR unknown subcommand '" + word.substr(0, 128) + "'. Try " +
      absl::AsciiStrToUpper(absl::string_view(container.name.data(), container.name.size())) +
      " HELP.");
}

}  // namespace

bool SameWord(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return absl::ascii_tolower(static_cast<unsigned char>(x)) ==
                  absl::ascii_tolower(static_cast<unsigned char>(y));
         });
}

std::optional<int64_t> ParseInteger(std::string_view text) {
  int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// Looked up for every command, data commands too: a hash of a lower-case copy that fits the small
// string.
const ServerCommand* FindServerCommand(std::string_view name) {
  static const auto* const table = [] {
    auto* built = new absl::flat_hash_map<std::string, const ServerCommand*>();
    for (const ServerCommand& command : AllServerCommands()) {
      built->emplace(std::string(command.name), &command);
    }
    return built;
  }();
  constexpr size_t kLongestName = 15;
  if (name.size() > kLongestName) return nullptr;
  std::string lower(name);
  absl::AsciiStrToLower(&lower);
  const auto found = table->find(lower);
  return found == table->end() ? nullptr : found->second;
}

OptionalReply RunServerCommand(const ServerCommand& command, Call& call) {
  if (!ArityFits(command.arity, call.argv.size())) return model::WrongArityError(command.name);
  const bool has_subcommand = !command.subcommands.empty() && call.argv.size() > 1;
  return has_subcommand ? RunSubcommand(command, call) : command.handler(call);
}

}  // namespace paxosstore::net
