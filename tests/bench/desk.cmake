# How long a receiver waits: the real hall, the desk's dialogue and work, without a window.
add_executable(bench_desk ${CMAKE_CURRENT_LIST_DIR}/desk_speed.cpp)
target_link_libraries(bench_desk PRIVATE catch_main base hall_api seal_verify qr paper_raster verifier_jobs)
target_compile_definitions(bench_desk PRIVATE HALL_PROGRAM="$<TARGET_FILE:hall>" KIOSK_PROGRAM="$<TARGET_FILE:hall-kiosk>"
  VERIFIER_PROGRAM="$<TARGET_FILE:hall-verifier>")
