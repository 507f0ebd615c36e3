# COSE_Sign1 and JWKS between this project and Node: @auth0/cose and Node's own crypto (tests/run.sh installs the former).
find_program(NODE node)
if(NODE AND TARGET seal_sign)
  add_executable(cose_peer ${CMAKE_CURRENT_LIST_DIR}/cose_peer.cpp ${PROJECT_SOURCE_DIR}/hall/service/jwks.cpp)
  target_include_directories(cose_peer PRIVATE ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/shared)
  target_link_libraries(cose_peer PRIVATE base seal_verify seal_sign fmt::fmt)
  add_test(NAME story.cose_interop COMMAND ${NODE} ${CMAKE_CURRENT_LIST_DIR}/cose_interop.mjs $<TARGET_FILE:cose_peer>)
  set_tests_properties(story.cose_interop PROPERTIES LABELS story TIMEOUT 300)
endif()
