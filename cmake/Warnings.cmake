# One interface target carries the warnings of all our own code; generated and third-party headers are SYSTEM and stay silent.
add_library(paxosstore_warnings INTERFACE)
add_library(paxosstore::warnings ALIAS paxosstore_warnings)
target_compile_options(paxosstore_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wimplicit-fallthrough)
# g++ 12 at -O3 takes joined std::strings for overlapping copies (its bug 105651).
target_compile_options(paxosstore_warnings INTERFACE $<$<AND:$<CXX_COMPILER_ID:GNU>,$<CONFIG:Release>>:-Wno-restrict>)
# g++ 12 takes a moved absl::AnyInvocable for uninitialized where it inlines the move.
target_compile_options(paxosstore_warnings INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
if(PAXOSSTORE_WERROR)
  target_compile_options(paxosstore_warnings INTERFACE -Werror)
endif()
