// Reading single fields by name, with errors that tell where they stand.
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "scenarios/translator.h"
#include "scenarios/units.h"

namespace paxosstore::scenarios {
namespace {

using google::protobuf::FieldDescriptor;

const FieldDescriptor* Find(const Place& place, const char* field) {
  return place.message->GetDescriptor()->FindFieldByName(field);
}

bool IsSet(const Place& place, const FieldDescriptor* field) {
  return place.message->GetReflection()->HasField(*place.message, field);
}

}  // namespace

Place Place::Sub(const char* field, const google::protobuf::Message& sub, int index) const {
  const FieldDescriptor* descriptor = Find(*this, field);
  return {&sub, tree == nullptr ? nullptr : tree->GetTreeForNested(descriptor, index),
          path + field + (index < 0 ? "" : "[" + std::to_string(index) + "]") + "."};
}

void Errors::Add(int line, const std::string& what) {
  std::string text = file_ + ":";
  if (line >= 0) text += std::to_string(line + 1) + ":";
  lines_.push_back(text + " " + what);
}

void Errors::AddAt(const Place& place, const char* field, const std::string& what) {
  const FieldDescriptor* descriptor = Find(place, field);
  int line = -1;
  if (place.tree != nullptr) {
    const int index = descriptor->is_repeated() ? 0 : -1;
    line = place.tree->GetLocation(descriptor, index).line;
  }
  Add(line, place.path + field + ": " + what);
}

std::string Errors::Text() const {
  std::string text;
  for (const std::string& line : lines_) text += (text.empty() ? "" : "\n") + line;
  return text;
}

bool FieldReader::Text(const char* field, std::string* out) const {
  const FieldDescriptor* descriptor = Find(place_, field);
  if (!IsSet(place_, descriptor)) return false;
  *out = place_.message->GetReflection()->GetString(*place_.message, descriptor);
  return true;
}

bool FieldReader::ReadNumber(const char* field, uint64_t least, uint64_t most,
                             uint64_t* out) const {
  const FieldDescriptor* descriptor = Find(place_, field);
  if (!IsSet(place_, descriptor)) return false;
  *out = place_.message->GetReflection()->GetUInt32(*place_.message, descriptor);
  if (*out >= least && *out <= most) return true;
  errors_->AddAt(
      place_, field,
      std::to_string(*out) + " is not in " + std::to_string(least) + ".." + std::to_string(most));
  return false;
}

void FieldReader::Time(const char* field, Duration* out) const {
  std::string text;
  if (!Text(field, &text)) return;
  const absl::StatusOr<Duration> parsed = ParseDuration(text);
  if (parsed.ok()) {
    *out = *parsed;
  } else {
    errors_->AddAt(place_, field, std::string(parsed.status().message()));
  }
}

void FieldReader::Chance(const char* field, sim::Ratio* out) const {
  std::string text;
  if (!Text(field, &text)) return;
  const absl::StatusOr<sim::Ratio> parsed = ParseChance(text);
  if (parsed.ok()) {
    *out = *parsed;
  } else {
    errors_->AddAt(place_, field, std::string(parsed.status().message()));
  }
}

}  // namespace paxosstore::scenarios
