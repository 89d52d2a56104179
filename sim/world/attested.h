// Which bytes of a log's platter nobody can damage unnoticed: those of commit groups of which a
// later one says that they were durable. Told from the bytes alone, in the simulator's own words:
// what recovery then makes of such damage is judged by it, so it must not ask recovery.
#ifndef PAXOSSTORE_SIM_WORLD_ATTESTED_H_
#define PAXOSSTORE_SIM_WORLD_ATTESTED_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/sim_disk.h"
#include "storage/log/format.h"

namespace paxosstore::sim {

class Attested {
 public:
  Attested(const DiskModel& disk, storage::LogMark mark);

  // Whole groups of segments in use, header and payload.
  const std::vector<DiskPlace>& groups() const { return groups_; }
  // The longest pieces of files that consist of nothing else.
  std::vector<DiskPlace> Runs() const;
  // Whether the write of `bytes` to `offset` of a slot, whether or not it is there, holds only what
  // is attested.
  bool Covers(uint64_t offset, std::string_view bytes) const;

  // The last record of the log, and the newest incarnation seen in it.
  storage::Sequence last() const { return last_; }
  Incarnation incarnation() const { return incarnation_; }

 private:
  struct Found {
    DiskPlace place;
    storage::Sequence last;
    storage::SegmentNumber segment;
  };

  void ReadSlot(const std::string& name, std::string_view bytes, std::vector<Found>* found);
  void Hear(const storage::GroupHeader& header);
  // What sound headers say from `at` on, wherever they are.
  void HearRest(std::string_view bytes, uint64_t at);

  const storage::LogMark mark_;
  storage::Sequence durable_;
  storage::SegmentNumber oldest_;
  storage::Sequence last_;
  Incarnation incarnation_;
  std::vector<DiskPlace> groups_;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_WORLD_ATTESTED_H_
