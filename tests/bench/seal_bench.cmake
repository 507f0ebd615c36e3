add_executable(bench_seal ${CMAKE_CURRENT_LIST_DIR}/seal_bench.cpp)
target_link_libraries(bench_seal PRIVATE seal_verify seal_sign)
