# The public page in Debian's chromium; needs tests/node_modules (tests/run.sh installs it).
find_program(NODE node)
if(NODE AND TARGET hall)
  add_test(NAME story.public_page
           COMMAND ${NODE} ${CMAKE_CURRENT_LIST_DIR}/public_page.mjs $<TARGET_FILE:hall> ${PROJECT_SOURCE_DIR}/assets)
  set_tests_properties(story.public_page PROPERTIES LABELS story TIMEOUT 300)
endif()
