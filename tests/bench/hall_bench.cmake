add_executable(bench_hall ${CMAKE_CURRENT_LIST_DIR}/hall_bench.cpp)
target_link_libraries(bench_hall PRIVATE hall_api paper_raster qr seal_verify)
