# Language level, output folders and build speed. Everything here is a default that a preset or the command line may change.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
set(CMAKE_ARCHIVE_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/lib")

option(PAXOSSTORE_TESTS "Build the tests" ON)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE RelWithDebInfo)
endif()

# RelWithDebInfo and Release define NDEBUG by default; our checks do not depend on it, and a build type must not change behaviour.
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1")
set(CMAKE_CXX_FLAGS_RELEASE "-O3")
set(CMAKE_CXX_FLAGS_DEBUG "-O0 -g")

find_program(PAXOSSTORE_CCACHE ccache)
if(PAXOSSTORE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime "${PAXOSSTORE_CCACHE}")
endif()

find_program(PAXOSSTORE_LLD ld.lld)
if(PAXOSSTORE_LLD)
  add_link_options(-fuse-ld=lld)
endif()

# Every path of every translation unit is relative to the source root, so that equal sources give equal objects anywhere.
add_compile_options(-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=)
include_directories("${CMAKE_SOURCE_DIR}")
