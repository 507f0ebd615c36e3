# What the public page knows of seals, held against SPEC.md's examples in Node: no browser, no hall.
find_program(NODE node)
if(NODE)
  add_test(NAME story.web_seal COMMAND ${NODE} ${CMAKE_CURRENT_LIST_DIR}/web_seal.mjs ${PROJECT_SOURCE_DIR})
  set_tests_properties(story.web_seal PROPERTIES LABELS story TIMEOUT 60)
endif()
