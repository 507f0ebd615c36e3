# The second verifier of hall seals (tests/second_verifier, Python with Debian's python3-cryptography) against the first.
if(TARGET seal_sign AND TARGET verifier_check)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/second_verifier/*_test.cpp)
  add_executable(second_verifier ${sources})
  target_link_libraries(second_verifier PRIVATE catch_main base domain seal_verify seal_sign verifier_check)
  add_test(NAME story.second_verifier COMMAND second_verifier --use-colour no)
  set_tests_properties(story.second_verifier PROPERTIES LABELS story TIMEOUT 300)
endif()
