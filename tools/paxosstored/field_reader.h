// Reads the fields of a parsed text file with checks, and collects errors that say line and column.
#ifndef PAXOSSTORE_TOOLS_PAXOSSTORED_FIELD_READER_H_
#define PAXOSSTORE_TOOLS_PAXOSSTORED_FIELD_READER_H_

#include <google/protobuf/message.h>
#include <google/protobuf/text_format.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/runtime/time.h"

namespace paxosstore {

// One message of the file. Each Read leaves `*out` alone if the field is not set, and reports an
// error if its value is not a number of the right kind between `min` and `max`, both allowed.
class FieldReader {
 public:
  // `path` is how errors name the message: "consensus.", or "" for the whole. `tree` may be null:
  // the message does not occur in the text.
  FieldReader(const google::protobuf::Message& message,
              const google::protobuf::TextFormat::ParseInfoTree* tree, std::string path,
              std::string file, std::vector<std::string>* errors);

  // The message in the singular field `name`, or element `index` of a repeated one.
  FieldReader In(const char* name) const;
  FieldReader Element(const char* name, int index) const;

  void Read(const char* name, Duration min, Duration max, Duration* out) const;
  void ReadSize(const char* name, uint64_t min, uint64_t max, uint64_t* out) const;
  void ReadNumber(const char* name, uint32_t min, uint32_t max, uint32_t* out) const;
  void ReadText(const char* name, std::string* out) const;
  void ReadFlag(const char* name, bool* out) const;

  bool Has(const char* name) const;
  // "file:12:3: path.name: what"; without a place if the field is not in the text.
  void Fail(const char* name, std::string_view what) const;

 private:
  const google::protobuf::FieldDescriptor* Field(const char* name) const;

  const google::protobuf::Message& message_;
  const google::protobuf::TextFormat::ParseInfoTree* tree_;
  std::string path_;
  std::string file_;
  std::vector<std::string>* errors_;
};

}  // namespace paxosstore

#endif  // PAXOSSTORE_TOOLS_PAXOSSTORED_FIELD_READER_H_
