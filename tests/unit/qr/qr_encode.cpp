#include "pictures.hpp"

TEST_CASE("a seal of 158 bytes behind a link of 30 characters is a symbol of version 10") {
  CHECK(pictures::sealLike().size == 57);  // ISO/IEC 18004 table 1: 17 + 4 * version modules
}

TEST_CASE("the smallest version that holds the text is taken") {
  CHECK(qr::encode({{qr::Segment::Mode::alphanumeric, "HALL"}}, qr::ErrorCorrection::low)->size == 21);
  CHECK(qr::encode({{qr::Segment::Mode::byte, std::string(2953, 'x')}}, qr::ErrorCorrection::low)->size ==
        177);
}

TEST_CASE("a symbol has its three finder patterns") {
  const auto code = qr::encode({{qr::Segment::Mode::byte, "hall"}}, qr::ErrorCorrection::high).value();
  for (int i = 0; i < 7; ++i) {
    CHECK(code.at(i, 0));
    CHECK(code.at(code.size - 1 - i, 0));
    CHECK(code.at(0, code.size - 1 - i));
  }
  CHECK_FALSE(code.at(1, 1));
}

TEST_CASE("text over version 40 is refused") {
  for (const std::size_t length : {2954u, 100000u}) {
    const auto code =
        qr::encode({{qr::Segment::Mode::byte, std::string(length, 'x')}}, qr::ErrorCorrection::low);
    REQUIRE_FALSE(code);
    CHECK(code.error().code == "qr_too_large");
  }
}

TEST_CASE("a segment that can't be encoded is named") {
  const auto lower =
      qr::encode({{qr::Segment::Mode::byte, "https://hall/v#"}, {qr::Segment::Mode::alphanumeric, "abc"}},
                 qr::ErrorCorrection::medium);
  REQUIRE_FALSE(lower);
  CHECK(lower.error().code == "qr_bad_segment");
  CHECK(lower.error().place == "segment 2");
  CHECK(qr::encode({}, qr::ErrorCorrection::medium).error().code == "qr_bad_segment");
  CHECK(qr::encode({{qr::Segment::Mode::byte, ""}}, qr::ErrorCorrection::medium).error().code ==
        "qr_bad_segment");
}
