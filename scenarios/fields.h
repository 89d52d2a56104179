// The fields of scenario files, read and written by one description.
//
// A Bind function names each field of a message once and says which variable it stands for; given a
// FieldReader it checks and stores, given a FieldWriter it fills the message. So whatever can be
// read can be written: a drawn scenario or a shrunk failure becomes a file again.
#ifndef PAXOSSTORE_SCENARIOS_FIELDS_H_
#define PAXOSSTORE_SCENARIOS_FIELDS_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "core/runtime/time.h"
#include "google/protobuf/message.h"
#include "google/protobuf/text_format.h"
#include "sim/sim_random.h"

namespace paxosstore::scenarios {

using LocationTree = google::protobuf::TextFormat::ParseInfoTree;

// What is wrong with a file, a line each: "steady.textproto:3: workload.clients: ...".
class Errors {
 public:
  explicit Errors(std::string file) : file_(std::move(file)) {}
  // `line` counts from 0; negative: unknown.
  void Add(int line, const std::string& what);
  bool empty() const { return lines_.empty(); }
  std::string Text() const;

 private:
  const std::string file_;
  std::vector<std::string> lines_;
};

// Whatever a file does not say keeps the value it has.
class FieldReader {
 public:
  static constexpr bool kReads = true;

  // `path` is what the message is called: "workload.". It begins in `line`, from 0; negative: not
  // known. All pointers must outlive the reader.
  FieldReader(const google::protobuf::Message* message, const LocationTree* tree, std::string path,
              int line, Errors* errors)
      : message_(message), tree_(tree), path_(std::move(path)), line_(line), errors_(errors) {}

  void Time(const char* field, Duration* out) const;
  void At(const char* field, Instant* out) const;
  void Chance(const char* field, sim::Ratio* out) const;
  void Flag(const char* field, bool* out) const;
  void Text(const char* field, std::string* out) const;
  void Signed(const char* field, int64_t* out) const;
  template <typename Int>
  void Number(const char* field, uint64_t least, uint64_t most, Int* out) const {
    uint64_t value = 0;
    if (ReadNumber(field, least, most, &value)) *out = static_cast<Int>(value);
  }
  void Numbers(const char* field, std::vector<uint32_t>* out) const;
  void Texts(const char* field, std::vector<std::string>* out) const;

  bool Has(const char* field) const;
  // Calls `bind` for the sub-message, if there is one.
  void Sub(const char* field, bool present, absl::FunctionRef<void(const FieldReader&)> bind) const;
  // Appends to `*list` and calls `bind` with the new element, for each sub-message.
  template <typename T, typename Bind>
  void Each(const char* field, std::vector<T>* list, Bind bind) const {
    for (int i = 0; i < Count(field); ++i) {
      list->emplace_back();
      bind(Element(field, i), &list->back());
    }
  }
  // An error about `field` unless `good`.
  void Check(bool good, const char* field, const std::string& what) const;
  void Require(const char* field) const { Check(Has(field), field, "is missing"); }

 private:
  int Count(const char* field) const;
  FieldReader Element(const char* field, int index) const;
  bool ReadNumber(const char* field, uint64_t least, uint64_t most, uint64_t* out) const;

  const google::protobuf::Message* const message_;
  const LocationTree* const tree_;
  const std::string path_;
  const int line_;
  Errors* const errors_;
};

class FieldWriter {
 public:
  static constexpr bool kReads = false;

  explicit FieldWriter(google::protobuf::Message* message) : message_(message) {}

  void Time(const char* field, const Duration* in) const;
  void At(const char* field, const Instant* in) const;
  void Chance(const char* field, const sim::Ratio* in) const;
  void Flag(const char* field, const bool* in) const;
  void Text(const char* field, const std::string* in) const;
  void Signed(const char* field, const int64_t* in) const;
  template <typename Int>
  void Number(const char* field, uint64_t, uint64_t, const Int* in) const {
    WriteNumber(field, static_cast<uint64_t>(*in));
  }
  void Numbers(const char* field, const std::vector<uint32_t>* in) const;
  void Texts(const char* field, const std::vector<std::string>* in) const;

  bool Has(const char*) const { return true; }
  // Calls `bind` for the sub-message if there is to be one.
  void Sub(const char* field, bool present, absl::FunctionRef<void(const FieldWriter&)> bind) const;
  template <typename T, typename Bind>
  void Each(const char* field, std::vector<T>* list, Bind bind) const {
    for (T& element : *list) bind(FieldWriter(Add(field)), &element);
  }
  void Check(bool, const char*, const std::string&) const {}
  void Require(const char*) const {}

 private:
  google::protobuf::Message* Add(const char* field) const;
  void WriteNumber(const char* field, uint64_t value) const;

  google::protobuf::Message* const message_;
};

}  // namespace paxosstore::scenarios

#endif  // PAXOSSTORE_SCENARIOS_FIELDS_H_
