// The version that CMakeLists.txt gives this project.
#ifndef PAXOSSTORE_TOOLS_PAXOSSTORED_VERSION_H_
#define PAXOSSTORE_TOOLS_PAXOSSTORED_VERSION_H_

namespace paxosstore {

inline constexpr char kVersion[] = PAXOSSTORE_VERSION;

}  // namespace paxosstore

#endif  // PAXOSSTORE_TOOLS_PAXOSSTORED_VERSION_H_
