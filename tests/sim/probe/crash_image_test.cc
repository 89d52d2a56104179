// The images that are built, against the crashes that the simulated disk draws.
#include "sim/probe/crash_image.h"

#include <gtest/gtest.h>

#include <functional>
#include <set>

#include "tests/sim/sim_disk_machine.h"

namespace paxosstore::sim {
namespace {

TEST(Choices, ComeOutInEveryWayOnce) {
  std::set<std::string> ways;
  Choices choices;
  size_t count = 0;
  do {
    std::string way = std::to_string(choices.Choose(2));
    if (way == "1") way += std::to_string(choices.Choose(3));  // asked in some ways only
    way += std::to_string(choices.Choose(2));
    ways.insert(way);
    ++count;
  } while (choices.Advance());
  EXPECT_EQ(ways, (std::set<std::string>{"00", "01", "100", "101", "110", "111", "120", "121"}));
  EXPECT_EQ(count, ways.size());
}

TEST(Choices, DrawnOnesComeOutInEveryWay) {
  RandomStream random(1, nullptr);
  std::set<uint32_t> ways;
  for (int i = 0; i < 100; ++i) {
    Choices choices;
    choices.Sample(&random);
    ways.insert(choices.Choose(4));
  }
  EXPECT_EQ(ways.size(), 4u);
}

// A file as text: runs of equal bytes.
std::string Runs(const std::string& bytes) {
  std::string text;
  for (size_t i = 0; i < bytes.size();) {
    const size_t end = std::min(bytes.find_first_not_of(bytes[i], i), bytes.size());
    text += (bytes[i] == 0 ? '0' : bytes[i]) + std::to_string(end - i) + " ";
    i = end;
  }
  return text;
}

std::string Show(const DiskImage& image) {
  std::string text;
  for (const auto& [name, file] : image) {
    std::string bytes;
    file->Read(0, file->size(), &bytes);
    text += name + ": " + Runs(bytes) + "\n";
  }
  return text;
}

std::string Show(const DiskModel& disk) {
  std::string text;
  for (const std::string& name : disk.DurableNames()) {
    text += name + ": " + Runs(*disk.DurableContents(name, 0, 1 << 24)) + "\n";
  }
  return text;
}

using Act = std::function<void(Machine&)>;

Set ImagesAfter(const Act& act) {
  Machine machine(1);
  act(machine);
  Set images;
  Choices choices;
  do {
    images.insert(Show(BuildCrashImage(machine.model().directory(), choices).files));
  } while (choices.Advance());
  return images;
}

Set CrashesAfter(const Act& act) {
  DiskOptions options;
  options.torn_inside_sector = {};
  Set crashes;
  for (uint64_t seed = 0; seed < 3000; ++seed) {
    Machine machine(seed, options);
    act(machine);
    machine.Crash();
    crashes.insert(Show(machine.model()));
  }
  return crashes;
}

std::string Block(char c, size_t length = kSectorBytes) { return std::string(length, c); }

// Each on a file "f" that is durable, with two sectors of 'a'.
struct Case {
  const char* name;
  Act act;
};
class CrashImages : public testing::TestWithParam<Case> {};

TEST_P(CrashImages, AreWhatCrashesLeave) {
  const Act act = [](Machine& machine) {
    machine.KeepOpen(machine.MakeDurable("f", Block('a', 2 * kSectorBytes)));
    GetParam().act(machine);
  };
  EXPECT_EQ(ImagesAfter(act), CrashesAfter(act));
}

void WriteTo(Machine& machine, const char* name, uint64_t offset, const std::string& bytes) {
  auto file = machine.Open(name);
  Write(*file, offset, bytes);
  machine.KeepOpen(std::move(file));
}

const Case kCases[] = {
    {"Nothing", [](auto&) {}},
    {"OneSector", [](auto& m) { WriteTo(m, "f", 0, Block('b')); }},
    {"TwoSectors", [](auto& m) { WriteTo(m, "f", 0, Block('b', 2 * kSectorBytes)); }},
    {"TwoPages", [](auto& m) { WriteTo(m, "f", 4096 - 512, Block('b', 2 * kSectorBytes)); }},
    {"Appended", [](auto& m) { WriteTo(m, "f", 2 * kSectorBytes, Block('b')); }},
    {"TwiceTheSame",
     [](auto& m) {
       WriteTo(m, "f", 0, Block('b'));
       WriteTo(m, "f", 0, Block('c'));
     }},
    {"Zeroed", [](auto& m) { WriteTo(m, "f", 0, std::string(kPageBytes, '\0')); }},
    {"Truncated",
     [](auto& m) {
       auto file = m.Open("f");
       EXPECT_TRUE(file->Truncate(kSectorBytes).ok());
       m.KeepOpen(std::move(file));
     }},
    {"Created", [](auto& m) { WriteTo(m, "g", 0, Block('b')); }},
    {"Renamed", [](auto& m) { EXPECT_TRUE(m.disk().Rename("f", "g").ok()); }},
    {"RenamedAndRemoved",
     [](auto& m) {
       EXPECT_TRUE(m.disk().Rename("f", "g").ok());
       EXPECT_TRUE(m.disk().Remove("g").ok());
     }},
    {"CreatedOverAnother",
     [](auto& m) {
       WriteTo(m, "g", 0, Block('b'));
       EXPECT_TRUE(m.disk().Rename("g", "f").ok());
     }},
};
INSTANTIATE_TEST_SUITE_P(All, CrashImages, testing::ValuesIn(kCases),
                         [](const auto& param) { return param.param.name; });

TEST(CrashImages, DoNotChangeTheDisk) {
  Machine machine(1);
  machine.KeepOpen(machine.MakeDurable("f", Block('a')));
  WriteTo(machine, "f", 0, Block('b'));
  const uint64_t before = machine.model().DurableDigest();
  Choices choices;
  do {
    CrashImage image = BuildCrashImage(machine.model().directory(), choices);
    image.files["f"]->Write(0, Block('x', 3 * kPageBytes));
    image.files["f"]->SetSize(17);
  } while (choices.Advance());
  EXPECT_EQ(machine.model().DurableDigest(), before);
  EXPECT_EQ(machine.Read("f"), Block('b'));
}

}  // namespace
}  // namespace paxosstore::sim
