#include "kiosk/flow/signature.hpp"

#include <catch2/catch.hpp>
#include <limits>

#include "stage.hpp"

using namespace stage;

TEST_CASE("a signature travels as aspect and strokes in pad heights") {
  Signature signature;
  addPoints(signature, {{0.5, 0.25, 0, true}, {1, 0.5, 1000, false}}, 2.5, Limits{});
  CHECK(toJson(signature) ==
        "{\"aspect\":2.5000,\"strokes\":[{\"x\":[0.5000,1.0000],\"y\":[0.2500,0.5000],\"width\":[0.0240,0."
        "0266]}]}");
}

TEST_CASE("a finger that leaves the pad is held at its edge, and nonsense is dropped") {
  Signature signature;
  addPoints(signature,
            {{-1, -1, 0, true}, {9, 9, 5, false}, {std::numeric_limits<double>::quiet_NaN(), 0, 6, false}}, 3,
            Limits{});
  REQUIRE(signature.strokes.size() == 1);
  REQUIRE(signature.strokes[0].size() == 2);
  CHECK(signature.strokes[0][1].x == 3);
  CHECK(signature.strokes[0][1].y == 1);
  addPoints(signature, {{0, 0, 0, true}}, std::numeric_limits<double>::infinity(), Limits{});
  CHECK(signature.strokes.size() == 1);
}

TEST_CASE("a palm on the glass can't fill the memory") {
  Limits limits;
  Signature signature;
  addPoints(signature, std::vector<PadPoint>(100'000, PadPoint{1, 0.5, 0, false}), 3, limits);
  CHECK(signature.strokes[0].size() == limits.signature_points);
  Signature strokes;
  addPoints(strokes, std::vector<PadPoint>(500, PadPoint{1, 0.5, 0, true}), 3, limits);
  CHECK(strokes.strokes.size() == limits.signature_strokes);
}

TEST_CASE("quick strokes are thin, slow ones thick, all within a pen's width") {
  std::vector<PadPoint> quick, slow;
  for (int i = 0; i < 20; ++i) {
    quick.push_back({i * 0.1, 0.5, i * 8, i == 0});
    slow.push_back({i * 0.002, 0.5, i * 8, i == 0});
  }
  CHECK(penWidths(quick).back() < penWidths(slow).back());
  CHECK(penWidths(quick).back() >= 0.014);
  CHECK(penWidths(slow).back() <= 0.034);
}

TEST_CASE("a dot is no signature") {
  Signature signature;
  addPoints(signature, {{1, 0.5, 0, true}, {1.05, 0.5, 10, false}}, 3, Limits{});
  CHECK_FALSE(isSigned(signature, Limits{}));
  addPoints(signature, scribble(), 3, Limits{});
  CHECK(isSigned(signature, Limits{}));
}
