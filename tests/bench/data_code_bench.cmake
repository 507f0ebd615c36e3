# Pages come from the picture generator of the reading bench.
add_executable(bench_data_code ${CMAKE_CURRENT_LIST_DIR}/data_code_bench.cpp
  ${CMAKE_CURRENT_LIST_DIR}/reading/camera.cpp ${CMAKE_CURRENT_LIST_DIR}/reading/print.cpp
  ${CMAKE_CURRENT_LIST_DIR}/reading/sensor.cpp ${CMAKE_CURRENT_LIST_DIR}/reading/sheet.cpp
  ${CMAKE_CURRENT_LIST_DIR}/reading/stamp.cpp)
target_link_libraries(bench_data_code PRIVATE verifier_check paper paper_raster seal_sign OpenCv PkgConfig::pangocairo
  PkgConfig::pangoft2 PkgConfig::cairo PkgConfig::libturbojpeg PkgConfig::libpng)
target_compile_definitions(bench_data_code PRIVATE HALL_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
