# Target `fonts`: the pinned faces in build/fonts, shared by every preset. The script does nothing when they are current.
set(HALL_FONTS_FOLDER ${PROJECT_SOURCE_DIR}/build/fonts)
find_program(HALL_PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH REQUIRED)  # the one Debian installs fonttools for
add_custom_command(
  OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/fonts.stamp
  COMMAND ${HALL_PYTHON} ${CMAKE_CURRENT_LIST_DIR}/fonts.py ${HALL_FONTS_FOLDER}
  COMMAND ${CMAKE_COMMAND} -E touch ${CMAKE_CURRENT_BINARY_DIR}/fonts.stamp
  DEPENDS ${CMAKE_CURRENT_LIST_DIR}/fonts.py
  COMMENT "Pinned faces for forms" VERBATIM)
add_custom_target(fonts DEPENDS ${CMAKE_CURRENT_BINARY_DIR}/fonts.stamp)
add_dependencies(paper fonts)
install(DIRECTORY ${HALL_FONTS_FOLDER} DESTINATION share/hall-terminals FILES_MATCHING PATTERN "*.?tf")
