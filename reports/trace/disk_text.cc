#include "reports/trace/disk_text.h"

#include <set>

#include "absl/strings/str_format.h"
#include "reports/units.h"

namespace paxosstore::reports {
namespace {

std::string Armed(const sim::DiskModel::Armed& armed) {
  const std::pair<uint32_t, std::string_view> next[] = {
      {armed.failed_syncs, "sync fails"},
      {armed.lying_syncs, "sync lies"},
      {armed.failed_reads, "read fails"},
      {armed.misreads, "read gives other bytes"},
      {armed.lost_writes, "write is lost"},
      {armed.lost_tails, "write is lost for good"},
      {armed.misdirected_writes, "write lands elsewhere"},
  };
  std::string text;
  for (const auto& [count, what] : next) {
    if (count == 0) continue;
    text += (text.empty() ? "" : ", ") + ("the next " + std::string(what));
    if (count > 1) text += " (" + std::to_string(count) + " times)";
  }
  return text;
}

std::string Condition(const sim::DiskModel& disk, Instant now) {
  std::string text = disk.damaged() ? "damaged: not all that it reported durable is as written"
                                    : "keeps what it reported durable";
  if (disk.armed().full) text += "; full";
  if (disk.stalled_until() > now) text += "; stalled until " + ToString(disk.stalled_until());
  const std::string armed = Armed(disk.armed());
  if (!armed.empty()) text += "; armed: " + armed;
  return text;
}

// What the cache has of the file and the platter does not.
std::string Unsynced(const sim::SimDiskFile& file) {
  uint64_t operations = 0, bytes = 0;
  file.ForEachUnsynced([&](const sim::SimDiskFile::Unsynced& operation) {
    ++operations;
    bytes += operation.length;
  });
  if (operations == 0) return "all synced";
  return Count(operations, "write") + " not synced, " + Count(bytes, "byte") +
         (file.lied_to() ? ", of which a sync has lied" : "");
}

const sim::SimDiskFile* Find(const sim::SimDirectory::Names& names, const std::string& name) {
  const auto it = names.find(name);
  return it == names.end() ? nullptr : it->second.get();
}

std::string FileText(const sim::SimDirectory& directory, const std::string& name) {
  const sim::SimDiskFile* const cached = Find(directory.cached(), name);
  const sim::SimDiskFile* const durable = Find(directory.durable(), name);
  if (cached == nullptr) return "removed; after a power loss perhaps there again";
  std::string text = absl::StrFormat("%s bytes, durable %s; %s", Grouped(cached->size()),
                                     Grouped(cached->platter_size()), Unsynced(*cached));
  if (durable == nullptr) return text + "; its name is not durable";
  return durable == cached ? text : text + "; on the platter its name is another file's";
}

}  // namespace

std::string DiskText(const sim::DiskModel& disk, Instant now) {
  const sim::SimDirectory& directory = disk.directory();
  std::set<std::string> names;
  for (const auto& [name, file] : directory.cached()) names.insert(name);
  for (const auto& [name, file] : directory.durable()) names.insert(name);
  std::string text = "    disk " + Condition(disk, now) + "\n";
  for (const std::string& name : names) {
    text += absl::StrFormat("      %-16s %s\n", name, FileText(directory, name));
  }
  return text;
}

}  // namespace paxosstore::reports
