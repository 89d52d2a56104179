#include "tools/paxosstored/field_reader.h"

#include <google/protobuf/descriptor.h>

#include <utility>

#include "core/base/check.h"
#include "tools/paxosstored/units.h"

namespace paxosstore {

using google::protobuf::FieldDescriptor;
using google::protobuf::TextFormat;

FieldReader::FieldReader(const google::protobuf::Message& message,
                         const TextFormat::ParseInfoTree* tree, std::string path, std::string file,
                         std::vector<std::string>* errors)
    : message_(message),
      tree_(tree),
      path_(std::move(path)),
      file_(std::move(file)),
      errors_(errors) {}

const FieldDescriptor* FieldReader::Field(const char* name) const {
  const FieldDescriptor* field = message_.GetDescriptor()->FindFieldByName(name);
  CHECK_MSG(field != nullptr, std::string(name));
  return field;
}

FieldReader FieldReader::In(const char* name) const {
  const FieldDescriptor* field = Field(name);
  return {message_.GetReflection()->GetMessage(message_, field),
          tree_ == nullptr ? nullptr : tree_->GetTreeForNested(field, -1), path_ + name + ".",
          file_, errors_};
}

FieldReader FieldReader::Element(const char* name, int index) const {
  const FieldDescriptor* field = Field(name);
  return {message_.GetReflection()->GetRepeatedMessage(message_, field, index),
          tree_ == nullptr ? nullptr : tree_->GetTreeForNested(field, index),
          path_ + name + "[" + std::to_string(index) + "].", file_, errors_};
}

bool FieldReader::Has(const char* name) const {
  const FieldDescriptor* field = Field(name);
  return field->is_repeated() ? message_.GetReflection()->FieldSize(message_, field) > 0
                              : message_.GetReflection()->HasField(message_, field);
}

void FieldReader::Fail(const char* name, std::string_view what) const {
  const FieldDescriptor* field = Field(name);
  std::string where = file_;
  if (tree_ != nullptr) {
    const TextFormat::ParseLocation at = tree_->GetLocation(field, field->is_repeated() ? 0 : -1);
    if (at.line >= 0) {
      where += ":" + std::to_string(at.line + 1) + ":" + std::to_string(at.column + 1);
    }
  }
  errors_->push_back(where + ": " + path_ + name + ": " + std::string(what));
}

void FieldReader::Read(const char* name, Duration min, Duration max, Duration* out) const {
  if (!Has(name)) return;
  const std::string text = message_.GetReflection()->GetString(message_, Field(name));
  const auto value = ParseDuration(text);
  if (!value.has_value()) {
    return Fail(name, "\"" + text + "\" is not a duration such as \"250ms\" or \"3s\"");
  }
  if (*value < min || *value > max) {
    return Fail(name, text + " is not between " + DurationText(min) + " and " + DurationText(max));
  }
  *out = *value;
}

void FieldReader::ReadSize(const char* name, uint64_t min, uint64_t max, uint64_t* out) const {
  if (!Has(name)) return;
  const std::string text = message_.GetReflection()->GetString(message_, Field(name));
  const auto value = ParseSize(text);
  if (!value.has_value()) {
    return Fail(name, "\"" + text + "\" is not a size such as \"4096\", \"64KiB\" or \"1GiB\"");
  }
  if (*value < min || *value > max) {
    return Fail(name, text + " is not between " + SizeText(min) + " and " + SizeText(max));
  }
  *out = *value;
}

void FieldReader::ReadNumber(const char* name, uint32_t min, uint32_t max, uint32_t* out) const {
  if (!Has(name)) return;
  const uint32_t value = message_.GetReflection()->GetUInt32(message_, Field(name));
  if (value < min || value > max) {
    return Fail(name, std::to_string(value) + " is not between " + std::to_string(min) + " and " +
                          std::to_string(max));
  }
  *out = value;
}

void FieldReader::ReadText(const char* name, std::string* out) const {
  if (Has(name)) *out = message_.GetReflection()->GetString(message_, Field(name));
}

void FieldReader::ReadFlag(const char* name, bool* out) const {
  if (Has(name)) *out = message_.GetReflection()->GetBool(message_, Field(name));
}

}  // namespace paxosstore
