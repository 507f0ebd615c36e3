file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/tampering/*.cpp)
add_executable(bench_tampering ${sources} ${CMAKE_CURRENT_LIST_DIR}/reading/camera.cpp
  ${CMAKE_CURRENT_LIST_DIR}/reading/light.cpp ${CMAKE_CURRENT_LIST_DIR}/reading/print.cpp
  ${CMAKE_CURRENT_LIST_DIR}/reading/sensor.cpp ${CMAKE_CURRENT_LIST_DIR}/reading/sheet.cpp
  ${CMAKE_CURRENT_LIST_DIR}/reading/stamp.cpp)
target_link_libraries(bench_tampering PRIVATE verifier_compare paper paper_raster qr OpenCv PkgConfig::pangocairo
  PkgConfig::pangoft2 PkgConfig::cairo PkgConfig::libturbojpeg PkgConfig::libpng)
target_compile_definitions(bench_tampering PRIVATE HALL_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
