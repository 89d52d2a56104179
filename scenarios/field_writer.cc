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

void SetText(Message& message, const char* field, std::string text) {
  message.GetReflection()->SetString(&message, Find(message, field), std::move(text));
}

}  // namespace

void FieldWriter::Time(const char* field, const Duration* in) const {
  SetText(*message_, field, FormatDuration(*in));
}

void FieldWriter::At(const char* field, const Instant* in) const {
  SetText(*message_, field, FormatDuration(*in - Instant{}));
}

void FieldWriter::Chance(const char* field, const sim::Ratio* in) const {
  SetText(*message_, field, FormatChance(*in));
}

void FieldWriter::Text(const char* field, const std::string* in) const {
  SetText(*message_, field, *in);
}

void FieldWriter::Flag(const char* field, const bool* in) const {
  message_->GetReflection()->SetBool(message_, Find(*message_, field), *in);
}

void FieldWriter::Signed(const char* field, const int64_t* in) const {
  message_->GetReflection()->SetInt64(message_, Find(*message_, field), *in);
}

void FieldWriter::WriteNumber(const char* field, uint64_t value) const {
  const FieldDescriptor* descriptor = Find(*message_, field);
  if (descriptor->cpp_type() == FieldDescriptor::CPPTYPE_UINT64) {
    message_->GetReflection()->SetUInt64(message_, descriptor, value);
  } else {
    message_->GetReflection()->SetUInt32(message_, descriptor, static_cast<uint32_t>(value));
  }
}

void FieldWriter::Numbers(const char* field, const std::vector<uint32_t>* in) const {
  for (const uint32_t number : *in) {
    message_->GetReflection()->AddUInt32(message_, Find(*message_, field), number);
  }
}

void FieldWriter::Texts(const char* field, const std::vector<std::string>* in) const {
  for (const std::string& text : *in) {
    message_->GetReflection()->AddString(message_, Find(*message_, field), text);
  }
}

void FieldWriter::Sub(const char* field, bool present,
                      absl::FunctionRef<void(const FieldWriter&)> bind) const {
  if (!present) return;
  bind(FieldWriter(message_->GetReflection()->MutableMessage(message_, Find(*message_, field))));
}

Message* FieldWriter::Add(const char* field) const {
  return message_->GetReflection()->AddMessage(message_, Find(*message_, field));
}

}  // namespace paxosstore::scenarios
