// PING ECHO QUIT HELLO AUTH SELECT RESET: what a client says first and last.
#include <utility>

#include "core/model/errors.h"
#include "net/server/server_command.h"

namespace paxosstore::net {

using model::Reply;

// The version that client libraries derive their features from.
constexpr char kRedisVersion[] = "7.0.15";

OptionalReply Ping(Call& call) {
  if (call.argv.size() > 2) return model::WrongArityError("ping");
  return call.argv.size() == 2 ? Reply::Bulk(call.argv[1]) : Reply::Simple("PONG");
}

OptionalReply Echo(Call& call) { return Reply::Bulk(call.argv[1]); }

OptionalReply Quit(Call& call) {
  call.client.session().closing = true;
  return Reply::Ok();
}

OptionalReply ReplyOk(Call&) { return Reply::Ok(); }

OptionalReply Select(Call& call) {
  const auto index = ParseInteger(call.argv[1]);
  if (!index.has_value()) return Reply::Error("ERR invalid DB index");
  if (*index != 0) return Reply::Error("ERR DB index is out of range");
  return Reply::Ok();
}

OptionalReply Reset(Call& call) {
  call.client.session().Reset();
  return Reply::Simple("RESET");
}

namespace {

// There are no passwords: the default user gets in with any, as in Redis.
std::optional<Reply> Authenticate(std::string_view user) {
  if (user == "default") return std::nullopt;
  return Reply::Error("WRONGPASS invalid username-password pair or user is disabled.");
}

bool IsName(std::string_view text) {
  for (char c : text) {
    if (c < '!' || c > '~') return false;
  }
  return true;
}

// What HELLO's options ask for; applied only if all of them are right.
struct HelloOptions {
  std::optional<std::string> name;
  std::optional<Reply> fault;
};

HelloOptions ParseHelloOptions(const std::vector<std::string>& argv) {
  HelloOptions options;
  for (size_t i = 2; i < argv.size() && !options.fault.has_value();) {
    const size_t left = argv.size() - i - 1;
    if (SameWord(argv[i], "auth") && left >= 2) {
      options.fault = Authenticate(argv[i + 1]);
      i += 3;
    } else if (SameWord(argv[i], "setname") && left >= 1) {
      options.name = argv[i + 1];
      if (!IsName(*options.name)) {
        options.fault =
            Reply::Error("ERR Client names cannot contain spaces, newlines or special characters.");
      }
      i += 2;
    } else {
      options.fault = Reply::Error("ERR Syntax error in HELLO option '" + argv[i] + "'");
    }
  }
  return options;
}

}  // namespace

OptionalReply Auth(Call& call) {
  if (call.argv.size() > 3) return model::SyntaxError();
  if (call.argv.size() == 2) {
    return Reply::Error(
        "ERR AUTH <password> called without any password configured for the default user. Are you "
        "sure your configuration is correct?");
  }
  const auto fault = Authenticate(call.argv[1]);
  return fault.has_value() ? *fault : Reply::Ok();
}

OptionalReply HelloCommand(Call& call) {
  Session& session = call.client.session();
  int protocol = session.protocol;
  if (call.argv.size() >= 2) {
    const auto asked = ParseInteger(call.argv[1]);
    if (!asked.has_value()) {
      return Reply::Error("ERR Protocol version is not an integer or out of range");
    }
    if (*asked != 2 && *asked != 3) return Reply::Error("NOPROTO unsupported protocol version");
    protocol = static_cast<int>(*asked);
  }
  HelloOptions options = ParseHelloOptions(call.argv);
  if (options.fault.has_value()) return *std::move(options.fault);
  session.protocol = protocol;
  if (options.name.has_value()) session.name = *std::move(options.name);
  return Reply::Map({Reply::Bulk("server"), Reply::Bulk("redis"), Reply::Bulk("version"),
                     Reply::Bulk(kRedisVersion), Reply::Bulk("proto"), Reply::Integer(protocol),
                     Reply::Bulk("id"), Reply::Integer(static_cast<int64_t>(session.id)),
                     Reply::Bulk("mode"), Reply::Bulk("standalone"), Reply::Bulk("role"),
                     Reply::Bulk("master"), Reply::Bulk("modules"), Reply::Array({})});
}

}  // namespace paxosstore::net
