// From the message of a scenario file to the simulator's own structures. Collects errors with the
// lines of the fields that they are about.
#ifndef PAXOSSTORE_SCENARIOS_TRANSLATOR_H_
#define PAXOSSTORE_SCENARIOS_TRANSLATOR_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "google/protobuf/text_format.h"
#include "scenarios/scenario.pb.h"
#include "sim/run/scenario.h"

namespace paxosstore::scenarios {

using LocationTree = google::protobuf::TextFormat::ParseInfoTree;

// One message of a file: where its fields stand, and what it is called.
struct Place {
  const google::protobuf::Message* message;
  const LocationTree* tree;
  std::string path;  // "workload."

  // The sub-message in `field`, which must be set; `index` within a repeated one.
  Place Sub(const char* field, const google::protobuf::Message& message, int index = -1) const;
};

class Errors {
 public:
  explicit Errors(std::string file) : file_(std::move(file)) {}
  // `line` counts from 0; negative: unknown.
  void Add(int line, const std::string& what);
  void AddAt(const Place& place, const char* field, const std::string& what);
  bool empty() const { return lines_.empty(); }
  std::string Text() const;

 private:
  const std::string file_;
  std::vector<std::string> lines_;
};

// Readers of single fields: where a field is set, check it and store it.
class FieldReader {
 public:
  FieldReader(Place place, Errors* errors) : place_(std::move(place)), errors_(errors) {}

  void Time(const char* field, Duration* out) const;
  void Chance(const char* field, sim::Ratio* out) const;
  template <typename Int>
  void Number(const char* field, uint64_t least, uint64_t most, Int* out) const {
    uint64_t value = 0;
    if (ReadNumber(field, least, most, &value)) *out = static_cast<Int>(value);
  }
  const Place& place() const { return place_; }
  Errors& errors() const { return *errors_; }

 private:
  bool Text(const char* field, std::string* out) const;
  bool ReadNumber(const char* field, uint64_t least, uint64_t most, uint64_t* out) const;

  const Place place_;
  Errors* const errors_;
};

// Appends to `errors` whatever is wrong.
void Translate(const Scenario& message, const LocationTree& tree, Errors& errors,
               sim::Scenario* scenario);
void TranslateFaults(const Faults& message, const Place& place, Errors& errors,
                     sim::FaultSpec* spec);
void TranslateEvents(const Scenario& message, const Place& place, Errors& errors,
                     sim::Scenario* scenario);

}  // namespace paxosstore::scenarios

#endif  // PAXOSSTORE_SCENARIOS_TRANSLATOR_H_
