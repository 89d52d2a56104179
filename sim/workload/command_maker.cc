#include "sim/workload/command_maker.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "core/base/check.h"

namespace paxosstore::sim {
namespace {

constexpr std::string_view kVerbNames[kVerbs] = {"GET", "SET",    "SETNX",  "GETSET", "GETDEL",
                                                 "DEL", "EXISTS", "INCRBY", "APPEND", "STRLEN"};

// The weight of the first object; whole numbers, so that every machine draws alike.
constexpr uint64_t kZipfOne = 1'000'000'000;

model::Command Parse(std::vector<std::string> argv) {
  std::variant<model::Command, model::Reply> parsed = model::ParseCommand(std::move(argv));
  CHECK(std::holds_alternative<model::Command>(parsed));
  return std::get<model::Command>(std::move(parsed));
}

bool IsTagged(const WorkloadSpec& spec, uint32_t object) {
  return object % 10 < spec.tagged_of_ten;
}

bool IsCounter(uint32_t object) { return object % 3 == 1; }

}  // namespace

std::string_view ToString(Verb verb) { return kVerbNames[static_cast<size_t>(verb)]; }

std::vector<std::string> ObjectNames(const WorkloadSpec& spec) {
  std::vector<std::string> names;
  for (uint32_t i = 0; i < spec.objects; ++i) {
    names.push_back((IsTagged(spec, i) ? "t" : "k") + std::to_string(i));
  }
  return names;
}

CommandMaker::CommandMaker(const WorkloadSpec* spec) : spec_(spec), names_(ObjectNames(*spec)) {
  for (const uint32_t weight : spec_->mix) weights_ += weight;
  CHECK(weights_ > 0);
  for (uint64_t i = 1; spec_->zipf && i <= spec_->objects; ++i) {
    zipf_sums_.push_back((zipf_sums_.empty() ? 0 : zipf_sums_.back()) + kZipfOne / i);
  }
}

bool CommandMaker::Tagged(uint32_t object) const { return IsTagged(*spec_, object); }

uint32_t CommandMaker::DrawObject(RandomStream& random) const {
  if (random.Chance(spec_->hot)) return 0;
  if (!spec_->zipf) return static_cast<uint32_t>(random.Below(spec_->objects));
  const uint64_t at = random.Below(zipf_sums_.back());
  return static_cast<uint32_t>(std::upper_bound(zipf_sums_.begin(), zipf_sums_.end(), at) -
                               zipf_sums_.begin());
}

Verb CommandMaker::DrawVerb(RandomStream& random) const {
  uint64_t at = random.Below(weights_);
  size_t verb = 0;
  while (at >= spec_->mix[verb]) at -= spec_->mix[verb++];
  return static_cast<Verb>(verb);
}

std::string CommandMaker::Key(uint32_t object, RandomStream& random) const {
  if (!Tagged(object)) return names_[object];
  return "{" + names_[object] + "}" + (random.Below(2) == 0 ? "a" : "b");
}

model::Command CommandMaker::DrawOne(uint32_t object, const std::string& unique,
                                     RandomStream& random) const {
  const Verb verb = DrawVerb(random);
  std::vector<std::string> argv = {std::string(ToString(verb)), Key(object, random)};
  switch (verb) {
    case Verb::kSet:
    case Verb::kSetnx:
    case Verb::kGetset:
    case Verb::kAppend:
      argv.push_back(IsCounter(object) && verb != Verb::kAppend ? std::to_string(random.Below(100))
                                                                : unique);
      break;
    case Verb::kIncrby:
      argv.push_back(std::to_string(1 + random.Below(9)));
      break;
    default:
      break;
  }
  return Parse(std::move(argv));
}

std::vector<model::Command> CommandMaker::Draw(uint32_t object, uint64_t unique,
                                               RandomStream& random) const {
  std::vector<model::Command> commands;
  const std::string text = "v" + std::to_string(unique) + ";";
  commands.push_back(DrawOne(object, text, random));
  if (Tagged(object) && random.Below(2) == 0) commands.push_back(DrawOne(object, text, random));
  return commands;
}

std::vector<model::Command> CommandMaker::MakeRead(uint32_t object) const {
  std::vector<model::Command> commands;
  if (!Tagged(object)) {
    commands.push_back(Parse({"GET", names_[object]}));
  } else {
    commands.push_back(Parse({"GET", "{" + names_[object] + "}a"}));
    commands.push_back(Parse({"GET", "{" + names_[object] + "}b"}));
  }
  return commands;
}

}  // namespace paxosstore::sim
