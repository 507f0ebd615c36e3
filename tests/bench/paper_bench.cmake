add_executable(bench_paper ${CMAKE_CURRENT_LIST_DIR}/paper_bench.cpp)
target_link_libraries(bench_paper PRIVATE paper)
target_compile_definitions(bench_paper PRIVATE HALL_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
