#include "tools/paxsim/campaign/header.h"

#include <elf.h>
#include <link.h>

#include <cstring>

#include "absl/strings/escaping.h"
#include "absl/strings/str_format.h"

namespace paxosstore::paxsim {
namespace {

std::string Differ(const char* what, const std::string& a, const std::string& b) {
  return absl::StrFormat("%s: %s, and %s there", what, a.empty() ? "none" : a,
                         b.empty() ? "none" : b);
}

std::optional<std::string> ScenariosDiffer(const CampaignHeader& a, const CampaignHeader& b) {
  if (a.scenarios.size() != b.scenarios.size()) {
    return Differ("scenarios", std::to_string(a.scenarios.size()),
                  std::to_string(b.scenarios.size()));
  }
  for (size_t i = 0; i < a.scenarios.size(); ++i) {
    if (a.scenarios[i] == b.scenarios[i]) continue;
    if (a.scenarios[i].path != b.scenarios[i].path) {
      return Differ("scenario", a.scenarios[i].path, b.scenarios[i].path);
    }
    return a.scenarios[i].path + ": the scenario has changed since";
  }
  return std::nullopt;
}

// The linker's note, unique to what was linked.
std::string BuildIdOf(const dl_phdr_info& object) {
  for (int i = 0; i < object.dlpi_phnum; ++i) {
    const ElfW(Phdr)& header = object.dlpi_phdr[i];
    if (header.p_type != PT_NOTE) continue;
    const char* at = reinterpret_cast<const char*>(object.dlpi_addr + header.p_vaddr);
    const char* const end = at + header.p_memsz;
    while (at + sizeof(ElfW(Nhdr)) <= end) {
      ElfW(Nhdr) note;
      std::memcpy(&note, at, sizeof(note));
      const char* const name = at + sizeof(note);
      const char* const bytes = name + (note.n_namesz + 3) / 4 * 4;
      if (note.n_type == NT_GNU_BUILD_ID && std::memcmp(name, "GNU", 4) == 0) {
        return absl::BytesToHexString(absl::string_view(bytes, note.n_descsz));
      }
      at = bytes + (note.n_descsz + 3) / 4 * 4;
    }
  }
  return "";
}

}  // namespace

std::optional<std::string> WhyNotTogether(const CampaignHeader& a, const CampaignHeader& b) {
  if (auto difference = ScenariosDiffer(a, b)) return difference;
  if (a.first_seed != b.first_seed) {
    return Differ("--first-seed", std::to_string(a.first_seed), std::to_string(b.first_seed));
  }
  if (a.rerun_one_in != b.rerun_one_in) {
    return Differ("--rerun", std::to_string(a.rerun_one_in), std::to_string(b.rerun_one_in));
  }
  if (a.canary_one_in != b.canary_one_in) {
    return Differ("--canary", std::to_string(a.canary_one_in), std::to_string(b.canary_one_in));
  }
  if (a.buggify != b.buggify) return Differ("--buggify", a.buggify, b.buggify);
  if (a.bug != b.bug) return Differ("--bug", a.bug, b.bug);
  if (a.plain != b.plain) return "--plain: in one, and not in the other";
  if (a.shard.count != b.shard.count) {
    return Differ("shards", std::to_string(a.shard.count), std::to_string(b.shard.count));
  }
  if (a.build != b.build) return Differ("another build of the program", a.build, b.build);
  return std::nullopt;
}

std::string BuildOfThisProgram() {
  std::string id;
  ::dl_iterate_phdr(
      [](dl_phdr_info* object, size_t, void* out) {
        *static_cast<std::string*>(out) = BuildIdOf(*object);
        return 1;  // the first one is the program itself
      },
      &id);
  return id;
}

}  // namespace paxosstore::paxsim
