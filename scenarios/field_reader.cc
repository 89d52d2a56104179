// Reading single fields by name, with errors that tell where they stand.
#include "google/protobuf/descriptor.h"
#include "scenarios/fields.h"
#include "scenarios/units.h"

namespace paxosstore::scenarios {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

const FieldDescriptor* Find(const Message& message, const char* field) {
  return message.GetDescriptor()->FindFieldByName(field);
}

}  // namespace

void Errors::Add(int line, const std::string& what) {
  std::string text = file_ + ":";
  if (line >= 0) text += std::to_string(line + 1) + ":";
  lines_.push_back(text + " " + what);
}

std::string Errors::Text() const {
  std::string text;
  for (const std::string& line : lines_) text += (text.empty() ? "" : "\n") + line;
  return text;
}

bool FieldReader::Has(const char* field) const {
  const FieldDescriptor* descriptor = Find(*message_, field);
  if (descriptor->is_repeated()) return Count(field) > 0;
  return message_->GetReflection()->HasField(*message_, descriptor);
}

void FieldReader::Check(bool good, const char* field, const std::string& what) const {
  if (good) return;
  const FieldDescriptor* descriptor = Find(*message_, field);
  int line = -1;
  if (tree_ != nullptr && descriptor != nullptr) {
    line = tree_->GetLocation(descriptor, descriptor->is_repeated() ? 0 : -1).line;
  }
  errors_->Add(line < 0 ? line_ : line, path_ + field + ": " + what);
}

void FieldReader::Text(const char* field, std::string* out) const {
  if (Has(field)) *out = message_->GetReflection()->GetString(*message_, Find(*message_, field));
}

void FieldReader::Flag(const char* field, bool* out) const {
  if (Has(field)) *out = message_->GetReflection()->GetBool(*message_, Find(*message_, field));
}

void FieldReader::Signed(const char* field, int64_t* out) const {
  if (Has(field)) *out = message_->GetReflection()->GetInt64(*message_, Find(*message_, field));
}

bool FieldReader::ReadNumber(const char* field, uint64_t least, uint64_t most,
                             uint64_t* out) const {
  if (!Has(field)) return false;
  const FieldDescriptor* descriptor = Find(*message_, field);
  const google::protobuf::Reflection& reflection = *message_->GetReflection();
  *out = descriptor->cpp_type() == FieldDescriptor::CPPTYPE_UINT64
             ? reflection.GetUInt64(*message_, descriptor)
             : reflection.GetUInt32(*message_, descriptor);
  const bool good = *out >= least && *out <= most;
  Check(good, field,
        std::to_string(*out) + " is not in " + std::to_string(least) + ".." + std::to_string(most));
  return good;
}

void FieldReader::Numbers(const char* field, std::vector<uint32_t>* out) const {
  for (int i = 0; i < Count(field); ++i) {
    out->push_back(
        message_->GetReflection()->GetRepeatedUInt32(*message_, Find(*message_, field), i));
  }
}

void FieldReader::Texts(const char* field, std::vector<std::string>* out) const {
  for (int i = 0; i < Count(field); ++i) {
    out->push_back(
        message_->GetReflection()->GetRepeatedString(*message_, Find(*message_, field), i));
  }
}

void FieldReader::Time(const char* field, Duration* out) const {
  if (!Has(field)) return;
  std::string text;
  Text(field, &text);
  const absl::StatusOr<Duration> parsed = ParseDuration(text);
  Check(parsed.ok(), field, std::string(parsed.status().message()));
  if (parsed.ok()) *out = *parsed;
}

void FieldReader::At(const char* field, Instant* out) const {
  Duration since_start = *out - Instant{};
  Time(field, &since_start);
  *out = Instant{} + since_start;
}

void FieldReader::Chance(const char* field, sim::Ratio* out) const {
  if (!Has(field)) return;
  std::string text;
  Text(field, &text);
  const absl::StatusOr<sim::Ratio> parsed = ParseChance(text);
  Check(parsed.ok(), field, std::string(parsed.status().message()));
  if (parsed.ok()) *out = *parsed;
}

void FieldReader::Sub(const char* field, bool /*present*/,
                      absl::FunctionRef<void(const FieldReader&)> bind) const {
  if (Has(field)) bind(Element(field, -1));
}

int FieldReader::Count(const char* field) const {
  return message_->GetReflection()->FieldSize(*message_, Find(*message_, field));
}

FieldReader FieldReader::Element(const char* field, int index) const {
  const FieldDescriptor* descriptor = Find(*message_, field);
  const google::protobuf::Reflection& reflection = *message_->GetReflection();
  const Message& sub = index < 0 ? reflection.GetMessage(*message_, descriptor)
                                 : reflection.GetRepeatedMessage(*message_, descriptor, index);
  const std::string place = index < 0 ? "" : "[" + std::to_string(index) + "]";
  const LocationTree* tree =
      tree_ == nullptr ? nullptr : tree_->GetTreeForNested(descriptor, index);
  const int line = tree_ == nullptr ? -1 : tree_->GetLocation(descriptor, index).line;
  return FieldReader(&sub, tree, path_ + field + place + ".", line, errors_);
}

}  // namespace paxosstore::scenarios
