# paxosstore_test(NAME SOURCES a.cc... LIBRARIES x... LABELS unit... [TIMEOUT seconds]): one GoogleTest binary, one ctest
# entry. One entry a binary (rather than one a test case) keeps ctest's start-up cost small; GoogleTest prints the cases.
#
# The folder below tests/ is a label too, and the target tests_<folder> builds all of its tests.
include(CMakeParseArguments)

set(PAXOSSTORE_TEST_FOLDERS core storage net sim scenarios reports conformance integration tools seam)
foreach(folder IN LISTS PAXOSSTORE_TEST_FOLDERS)
  add_custom_target(tests_${folder})
endforeach()

# GoogleTest's headers, precompiled once for all tests: for one source alone that would cost more than it saves.
if(NOT PAXOSSTORE_NO_PCH)
  file(GENERATE OUTPUT "${CMAKE_BINARY_DIR}/generated/test_headers.cc" CONTENT "// Nothing but its headers is wanted.\n")
  add_library(test_headers OBJECT "${CMAKE_BINARY_DIR}/generated/test_headers.cc")
  target_link_libraries(test_headers PRIVATE GTest::gmock GTest::gtest paxosstore::warnings)
  target_precompile_headers(test_headers PRIVATE <gmock/gmock.h> <gtest/gtest.h>)
endif()

function(paxosstore_test name)
  cmake_parse_arguments(T "" "TIMEOUT" "SOURCES;LIBRARIES;LABELS" ${ARGN})
  add_executable(${name} ${T_SOURCES})
  target_link_libraries(${name} PRIVATE ${T_LIBRARIES} GTest::gmock GTest::gtest GTest::gtest_main paxosstore::warnings)
  if(NOT PAXOSSTORE_NO_PCH)
    target_precompile_headers(${name} REUSE_FROM test_headers)
  endif()
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
  add_test(NAME ${name} COMMAND ${name} WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
  if(NOT T_TIMEOUT)
    set(T_TIMEOUT 300)
  endif()
  cmake_path(RELATIVE_PATH CMAKE_CURRENT_SOURCE_DIR BASE_DIRECTORY "${CMAKE_SOURCE_DIR}/tests" OUTPUT_VARIABLE folder)
  string(REGEX REPLACE "/.*" "" folder "${folder}")
  if(folder IN_LIST PAXOSSTORE_TEST_FOLDERS)
    list(APPEND T_LABELS ${folder})
    add_dependencies(tests_${folder} ${name})
  endif()
  set_tests_properties(${name} PROPERTIES LABELS "${T_LABELS}" TIMEOUT ${T_TIMEOUT})
endfunction()
