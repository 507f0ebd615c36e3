#include <catch2/catch.hpp>

#include "ui/touch.hpp"

using ui::FingerEvent;
using ui::Touch;
using Kind = FingerEvent::Kind;
using Use = Touch::Use;

namespace {

constexpr ui::Rect kButton{100, 100, 200, 80};
constexpr ui::Rect kColumn{0, 0, 400, 800};

struct Hand {
  Touch touch;
  std::int64_t ms = 1000;
  void feed(Kind kind, ui::Point at, std::int64_t finger = 7) { touch.feed({kind, finger, at, ms += 8}); }
};

}  // namespace

TEST_CASE("a finger that comes down and goes up on a button taps it exactly once") {
  Hand hand;
  hand.touch.place("go", kButton, true, Use::tap);
  hand.touch.endFrame();
  hand.feed(Kind::down, {150, 120});
  CHECK(hand.touch.pressed("go"));
  hand.feed(Kind::up, {152, 121});
  CHECK_FALSE(hand.touch.takeTap("other"));
  CHECK(hand.touch.takeTap("go"));
  CHECK_FALSE(hand.touch.takeTap("go"));
}

TEST_CASE("an answer nobody asked for is gone after the frame") {
  Hand hand;
  hand.touch.place("go", kButton, true, Use::tap);
  hand.touch.endFrame();
  hand.feed(Kind::down, {150, 120});
  hand.feed(Kind::up, {150, 120});
  hand.touch.endFrame();
  CHECK_FALSE(hand.touch.takeTap("go"));
}

TEST_CASE("a finger past the slop drags the column and taps nothing, even when it comes back") {
  Hand hand;
  hand.touch.place("list", kColumn, true, Use::drag);
  hand.touch.place("go", kButton, true, Use::tap);
  hand.touch.endFrame();
  hand.feed(Kind::down, {150, 120});
  hand.feed(Kind::move, {150, 120 + ui::kTouchSlop + 6});
  CHECK_FALSE(hand.touch.pressed("go"));
  CHECK(hand.touch.takeDrag("list").value_or(0) == Approx(ui::kTouchSlop + 6));
  hand.feed(Kind::move, {150, 125});
  hand.feed(Kind::up, {150, 120});
  CHECK_FALSE(hand.touch.takeTap("go"));
}

TEST_CASE("a trembling finger still taps") {
  Hand hand;
  hand.touch.place("list", kColumn, true, Use::drag);
  hand.touch.place("go", kButton, true, Use::tap);
  hand.touch.endFrame();
  hand.feed(Kind::down, {150, 120});
  hand.feed(Kind::move, {160, 130});
  hand.feed(Kind::up, {155, 128});
  CHECK_FALSE(hand.touch.takeDrag("list"));
  CHECK(hand.touch.takeTap("go"));
}

TEST_CASE("what is disabled is never tapped, nor what lies under it") {
  Hand hand;
  hand.touch.place("under", kColumn, true, Use::tap);
  hand.touch.place("go", kButton, false, Use::tap);
  hand.touch.endFrame();
  hand.feed(Kind::down, {150, 120});
  hand.feed(Kind::up, {150, 120});
  CHECK_FALSE(hand.touch.takeTap("go"));
  CHECK_FALSE(hand.touch.takeTap("under"));
}

TEST_CASE("the topmost of two elements gets the tap") {
  Hand hand;
  hand.touch.place("card", kColumn, true, Use::tap);
  hand.touch.place("go", kButton, true, Use::tap);
  hand.touch.endFrame();
  hand.feed(Kind::down, {150, 120});
  hand.feed(Kind::up, {150, 120});
  CHECK_FALSE(hand.touch.takeTap("card"));
  CHECK(hand.touch.takeTap("go"));
}

TEST_CASE("a second finger is ignored from its coming to its going") {
  Hand hand;
  hand.touch.place("go", kButton, true, Use::tap);
  hand.touch.place("other", {500, 100, 100, 100}, true, Use::tap);
  hand.touch.endFrame();
  hand.feed(Kind::down, {150, 120}, 1);
  hand.feed(Kind::down, {550, 150}, 2);
  hand.feed(Kind::move, {900, 900}, 2);
  hand.feed(Kind::up, {550, 150}, 2);
  CHECK_FALSE(hand.touch.takeTap("other"));
  hand.feed(Kind::up, {150, 120}, 1);
  CHECK(hand.touch.takeTap("go"));
}

TEST_CASE("a trail begins, goes on outside its box, ends lifted, and carries the times of the panel") {
  Hand hand;
  hand.touch.place("pad", kButton, true, Use::trail);
  hand.touch.endFrame();
  hand.feed(Kind::down, {110, 110});
  hand.feed(Kind::move, {120, 130});
  auto first = hand.touch.takeTrail("pad", kButton);
  REQUIRE(first.size() == 2);
  CHECK(first[0].began);
  CHECK(first[0].at.x == Approx(10));
  CHECK(first[0].ms == 1008);
  CHECK(first[1].ms == 1016);
  CHECK_FALSE(first[1].began);
  CHECK(hand.touch.takeTrail("pad", kButton).empty());
  hand.touch.place("pad", kButton, true, Use::trail);
  hand.touch.endFrame();
  hand.feed(Kind::move, {400, 400});
  hand.feed(Kind::up, {400, 400});
  const auto rest = hand.touch.takeTrail("pad", kButton);
  REQUIRE_FALSE(rest.empty());
  CHECK(rest.back().lifted);
  CHECK_FALSE(rest.front().lifted);
}

TEST_CASE("the wheel moves the column under the pointer") {
  Hand hand;
  hand.touch.place("list", kColumn, true, Use::drag);
  hand.touch.endFrame();
  hand.touch.wheel({50, 50}, -120);
  CHECK(hand.touch.takeDrag("list").value_or(0) == Approx(-120));
}
