# paxosstore_embed_text(OUT file.cc NAME symbol [SCRIPT] FILES a.js b.js...): a source file that defines
# `const EmbeddedText paxosstore::reports::symbol` (reports/embedded_text.h), the files one after the other. It is written
# anew whenever one of them changes. SCRIPT: the text is wrapped so that it means the same in HTML and in XML.
function(paxosstore_embed_text)
  cmake_parse_arguments(E "SCRIPT" "OUT;NAME" "FILES" ${ARGN})
  list(TRANSFORM E_FILES PREPEND "${CMAKE_CURRENT_SOURCE_DIR}/")
  string(REPLACE ";" "|" files "${E_FILES}")
  add_custom_command(
    OUTPUT "${E_OUT}"
    COMMAND "${CMAKE_COMMAND}" "-DOUT=${E_OUT}" "-DNAME=${E_NAME}" "-DSCRIPT=${E_SCRIPT}" "-DFILES=${files}"
      -P "${CMAKE_SOURCE_DIR}/cmake/EmbedText.cmake"
    DEPENDS ${E_FILES} "${CMAKE_SOURCE_DIR}/cmake/EmbedText.cmake"
    VERBATIM)
endfunction()

if(NOT CMAKE_SCRIPT_MODE_FILE)
  return()
endif()

set(text "")
string(REPLACE "|" ";" FILES "${FILES}")
foreach(file IN LISTS FILES)
  file(READ "${file}" part)
  # What would end the element, the wrapping or the literal below cannot be allowed, not even in a comment.
  foreach(mark IN ITEMS "</script" "</style" "<!--" "]]>" ")embedded\"")
    string(FIND "${part}" "${mark}" at)
    if(SCRIPT AND NOT at EQUAL -1)
      message(FATAL_ERROR "${file}: holds ${mark}, which would end what it is embedded in; write it in two parts")
    endif()
  endforeach()
  string(APPEND text "${part}")
endforeach()
if(SCRIPT)
  set(text "/*<![CDATA[*/\n${text}/*]]>*/")
endif()
string(SHA256 hash "${text}")
file(WRITE "${OUT}" "// Written by cmake/EmbedText.cmake.
#include \"reports/embedded_text.h\"

// Longer than compilers have to bear; ours do.
#pragma GCC diagnostic ignored \"-Woverlength-strings\"

namespace paxosstore::reports {
extern const EmbeddedText ${NAME};
const EmbeddedText ${NAME} = {R\"embedded(${text})embedded\", \"${hash}\"};
}  // namespace paxosstore::reports
")
