# Our SM2 against Botan's, both ways, by its command line (Debian's botan).
if(TARGET seal_sign)
  add_executable(sm2_botan ${CMAKE_CURRENT_LIST_DIR}/sm2_botan.cpp)
  target_link_libraries(sm2_botan PRIVATE catch_main base seal_verify seal_sign)
  add_test(NAME story.sm2_botan COMMAND sm2_botan --use-colour no)
  set_tests_properties(story.sm2_botan PROPERTIES LABELS story TIMEOUT 300)
endif()
