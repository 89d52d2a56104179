// A second, plain model of some of the commands, compared with the real one over random sequences.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "tests/core/model/run_command.h"

namespace paxosstore::model {
namespace {

using Argv = std::vector<std::string>;

// Written from the manual's descriptions: never mutates in place, purges all that has expired
// before each command, keeps no count of changes.
class NaiveStore {
 public:
  std::string Run(const Argv& argv, int64_t now_ms) {
    std::erase_if(values_, [&](const auto& item) {
      auto at = deadlines_.find(item.first);
      return at != deadlines_.end() && at->second <= now_ms;
    });
    std::erase_if(deadlines_, [&](const auto& item) { return !values_.contains(item.first); });
    const std::string& name = argv[0];
    const std::string& key = argv[1];
    if (name == "SET") return Set(key, argv);
    if (name == "GET") return values_.contains(key) ? ToString(Reply::Bulk(values_[key])) : "(nil)";
    if (name == "APPEND") return Count((values_[key] = values_[key] + argv[2]).size());
    if (name == "INCRBY") return IncrBy(key, argv[2]);
    if (name == "DEL") return Count(values_.erase(key));
    if (name == "EXPIRE") return Expire(key, std::stoll(argv[2]), now_ms);
    if (name == "PERSIST") return Count(deadlines_.erase(key));
    if (name == "PTTL") return Pttl(key, now_ms);
    return "?";
  }

 private:
  static std::string Count(int64_t n) { return "(integer) " + std::to_string(n); }

  std::string Set(const std::string& key, const Argv& argv) {
    bool exists = values_.contains(key);
    bool wants_nx = argv.size() > 3 && argv[3] == "NX";
    bool wants_xx = argv.size() > 3 && argv[3] == "XX";
    if ((wants_nx && exists) || (wants_xx && !exists)) return "(nil)";
    values_[key] = argv[2];
    deadlines_.erase(key);
    return "OK";
  }

  std::string IncrBy(const std::string& key, const std::string& amount) {
    std::string text = values_.contains(key) ? values_[key] : "0";
    int64_t value = 0;
    // Small numbers only are drawn: what std::stoll writes back unchanged is an integer.
    try {
      value = std::stoll(text);
    } catch (const std::exception&) {
    }
    if (std::to_string(value) != text) {
      return "(error) ERR value is not an integer or out of range";
    }
    values_[key] = std::to_string(value + std::stoll(amount));
    return Count(value + std::stoll(amount));
  }

  std::string Expire(const std::string& key, int64_t seconds, int64_t now_ms) {
    if (!values_.contains(key)) return Count(0);
    if (seconds <= 0) {
      values_.erase(key);
    } else {
      deadlines_[key] = now_ms + seconds * 1000;
    }
    return Count(1);
  }

  std::string Pttl(const std::string& key, int64_t now_ms) {
    if (!values_.contains(key)) return Count(-2);
    return Count(deadlines_.contains(key) ? deadlines_[key] - now_ms : -1);
  }

  std::map<std::string, std::string> values_;
  std::map<std::string, int64_t> deadlines_;
};

rc::Gen<Argv> GenCommand() {
  auto name = [](const char* text) { return rc::gen::just(std::string(text)); };
  auto key = rc::gen::element<std::string>("{o}a", "{o}b", "{o}c");
  auto value = rc::gen::element<std::string>("", "v", "7", "-12", "007", "1000");
  auto number = rc::gen::map(rc::gen::inRange(-5, 6), [](int n) { return std::to_string(n); });
  auto argv = [](auto... words) {
    return rc::gen::map(rc::gen::tuple(words...), [](const auto& drawn) {
      return std::apply([](const auto&... word) { return Argv{word...}; }, drawn);
    });
  };
  auto condition = rc::gen::element<std::string>("NX", "XX");
  return rc::gen::oneOf(argv(name("SET"), key, value), argv(name("SET"), key, value, condition),
                        argv(name("GET"), key), argv(name("APPEND"), key, value),
                        argv(name("INCRBY"), key, number), argv(name("DEL"), key),
                        argv(name("EXPIRE"), key, number), argv(name("PERSIST"), key),
                        argv(name("PTTL"), key));
}

struct TimedCommand {
  int64_t wait_ms = 0;
  Argv argv;
};

std::string Show(const std::vector<TimedCommand>& commands) {
  std::string out;
  for (const TimedCommand& command : commands) {
    out += "\n+" + std::to_string(command.wait_ms) + "ms";
    for (const std::string& word : command.argv) out += " \"" + word + "\"";
  }
  return out;
}

RC_GTEST_PROP(NaiveTwinProperty, AnswersAsTheTwinAndReportsEveryChange, ()) {
  std::vector<TimedCommand> commands;
  for (const Argv& argv : *rc::gen::container<std::vector<Argv>>(GenCommand())) {
    commands.push_back({*rc::gen::element<int64_t>(0, 0, 1, 999, 1000, 2500), argv});
  }
  ObjectState state{.stamp_ms = 1'000'000, .keys = {}};
  NaiveStore twin;
  for (const TimedCommand& command : commands) {
    state.stamp_ms += command.wait_ms;
    ObjectState before = state;
    Evaluation result = RunCommand(command.argv, state);
    std::string expected = twin.Run(command.argv, state.stamp_ms);
    if (ToString(result.reply) != expected) {
      RC_FAIL(ToString(result.reply) + ", the twin: " + expected + Show(commands));
    }
    if (!result.changed && !(state == before)) RC_FAIL("unreported change" + Show(commands));
    if (!DecodeObjectState(Encode(state)).ok()) RC_FAIL("not encodable" + Show(commands));
  }
}

}  // namespace
}  // namespace paxosstore::model
