add_executable(bench_forgery ${CMAKE_CURRENT_LIST_DIR}/forgery_bench.cpp ${CMAKE_CURRENT_LIST_DIR}/forgery_contents.cpp
                             ${CMAKE_CURRENT_LIST_DIR}/forgery_spellings.cpp)
target_link_libraries(bench_forgery PRIVATE seal_verify seal_sign)
