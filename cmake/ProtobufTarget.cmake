# paxosstore_protobuf(NAME file.proto...): generated code as a target of its own, with headers included as "dir/file.pb.h"
# from the source root. (CMake 3.25's protobuf_generate places them relative to the calling folder instead.)
function(paxosstore_protobuf name)
  set(out "${CMAKE_BINARY_DIR}/generated")
  file(MAKE_DIRECTORY "${out}")
  foreach(proto IN LISTS ARGN)
    cmake_path(ABSOLUTE_PATH proto BASE_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}" OUTPUT_VARIABLE path)
    cmake_path(RELATIVE_PATH path BASE_DIRECTORY "${CMAKE_SOURCE_DIR}" OUTPUT_VARIABLE relative)
    string(REGEX REPLACE "\\.proto$" "" stem "${relative}")
    add_custom_command(
      OUTPUT "${out}/${stem}.pb.cc" "${out}/${stem}.pb.h"
      COMMAND protobuf::protoc --proto_path=${CMAKE_SOURCE_DIR} --cpp_out=${out} ${relative}
      WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}"
      DEPENDS "${path}"
      VERBATIM)
    list(APPEND sources "${out}/${stem}.pb.cc")
  endforeach()
  add_library(${name} STATIC ${sources})
  target_include_directories(${name} SYSTEM PUBLIC "${out}")
  target_link_libraries(${name} PUBLIC protobuf::libprotobuf)
endfunction()
