file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/reading/*.cpp)
add_executable(bench_reading ${sources})
target_link_libraries(bench_reading PRIVATE paper paper_raster qr seal_sign seal_verify verifier_input OpenCv PkgConfig::cairo
  PkgConfig::pangoft2 PkgConfig::libpng PkgConfig::libturbojpeg)
