// Builds the images that a power loss at this moment may leave of a simulated disk, one for each
// way in which the choices come out: which names survive, and of each file, how much of its size
// and, page by page, what was lost, what was kept, and where it was torn.
//
// The same rules as SimDiskFile::Crash and SimDirectory::Crash, but every choice can be made to
// come out either way; pages are torn between sectors only.
#ifndef PAXOSSTORE_SIM_PROBE_CRASH_IMAGE_H_
#define PAXOSSTORE_SIM_PROBE_CRASH_IMAGE_H_

#include <string>

#include "sim/probe/choices.h"
#include "sim/probe/image_disk.h"
#include "sim/sim_disk_directory.h"

namespace paxosstore::sim {

struct CrashImage {
  DiskImage files;
  std::string story;  // what was lost, for people; empty: nothing
};

// `directory` must stay as it is while the image lives.
CrashImage BuildCrashImage(const SimDirectory& directory, Choices& choices);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_PROBE_CRASH_IMAGE_H_
