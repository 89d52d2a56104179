#include "scenarios/writer.h"

#include <memory>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/util/message_differencer.h"
#include "scenarios/bind.h"
#include "scenarios/scenario.pb.h"

namespace paxosstore::scenarios {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using google::protobuf::util::MessageDifferencer;

Scenario ToMessage(sim::Scenario scenario) {
  Scenario message;
  BindScenario(FieldWriter(&message), &scenario);
  return message;
}

bool SameScalar(const Message& a, const Message& b, const FieldDescriptor* field) {
  const Reflection& reflection = *a.GetReflection();
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return reflection.GetString(a, field) == reflection.GetString(b, field);
    case FieldDescriptor::CPPTYPE_UINT32:
      return reflection.GetUInt32(a, field) == reflection.GetUInt32(b, field);
    case FieldDescriptor::CPPTYPE_UINT64:
      return reflection.GetUInt64(a, field) == reflection.GetUInt64(b, field);
    case FieldDescriptor::CPPTYPE_BOOL:
      return reflection.GetBool(a, field) == reflection.GetBool(b, field);
    default:
      return false;
  }
}

void DropUsual(Message* message, const Message& usual);

// Whether nothing of the sub-message is left. A mix counts as a whole: that is how it is read.
bool SubIsUsual(Message* message, const Message& usual, const FieldDescriptor* field) {
  const Reflection& reflection = *message->GetReflection();
  Message* sub = reflection.MutableMessage(message, field);
  const Message& usual_sub = reflection.GetMessage(usual, field);
  if (field->name() == "mix") return MessageDifferencer::Equals(*sub, usual_sub);
  DropUsual(sub, usual_sub);
  return sub->ByteSizeLong() == 0;
}

// Clears what is as in `usual`.
void DropUsual(Message* message, const Message& usual) {
  const Reflection& reflection = *message->GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(*message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->is_repeated()) continue;
    const bool part = field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
    if (part && !reflection.HasField(usual, field)) continue;  // a fault family that is on
    const bool same = part ? SubIsUsual(message, usual, field) : SameScalar(*message, usual, field);
    if (same) reflection.ClearField(message, field);
  }
}

std::string Line(const Message& message) {
  google::protobuf::TextFormat::Printer printer;
  printer.SetSingleLineMode(true);
  std::string text;
  printer.PrintToString(message, &text);
  return text;
}

}  // namespace

std::string WriteLines(const Message& message) {
  const Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  std::string text;
  for (const FieldDescriptor* field : fields) {
    const int count = field->is_repeated() ? reflection.FieldSize(message, field) : 1;
    for (int i = 0; i < count; ++i) {
      // A message of the same type with this one thing in it prints as one line.
      const std::unique_ptr<Message> single(message.New());
      if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
        single->CopyFrom(message);
        for (const FieldDescriptor* other : fields) {
          if (other != field) single->GetReflection()->ClearField(single.get(), other);
        }
        i = count;
      } else if (field->is_repeated()) {
        single->GetReflection()
            ->AddMessage(single.get(), field)
            ->CopyFrom(reflection.GetRepeatedMessage(message, field, i));
      } else {
        single->GetReflection()
            ->MutableMessage(single.get(), field)
            ->CopyFrom(reflection.GetMessage(message, field));
      }
      std::string line = Line(*single);
      while (!line.empty() && line.back() == ' ') line.pop_back();
      text += line + "\n";
    }
  }
  return text;
}

std::string WriteScenario(const sim::Scenario& scenario) {
  Scenario message = ToMessage(scenario);
  DropUsual(&message, ToMessage({}));
  return WriteLines(message);
}

}  // namespace paxosstore::scenarios
