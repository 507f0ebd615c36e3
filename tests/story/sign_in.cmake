# Signing in for a terminal by phone: hall accounts, Debian's django-cas-server, npm's oidc-provider, in Debian's chromium;
# needs tests/node_modules (tests/run.sh installs it).
find_program(NODE node)
if(NODE AND TARGET hall)
  add_test(NAME story.sign_in
           COMMAND ${NODE} ${CMAKE_CURRENT_LIST_DIR}/sign_in.mjs $<TARGET_FILE:hall> ${PROJECT_SOURCE_DIR}/assets)
  set_tests_properties(story.sign_in PROPERTIES LABELS story TIMEOUT 300)
endif()
