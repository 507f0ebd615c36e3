add_executable(bench_batch ${CMAKE_CURRENT_LIST_DIR}/batch_bench.cpp)
target_link_libraries(bench_batch PRIVATE paper paper_raster seal_sign verifier_input)
target_compile_definitions(bench_batch PRIVATE HALL_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
