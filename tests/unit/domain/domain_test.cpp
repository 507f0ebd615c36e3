#include <catch2/catch.hpp>
#include <vector>

#include "domain/printout.hpp"
#include "domain/verdict.hpp"

using namespace domain;

TEST_CASE("a printout only walks along the arrows of its life") {
  using enum PrintoutState;
  const std::vector<PrintoutState> all{requested, sealed,  sent,      printed, collected,
                                       failed,    unknown, abandoned, voided};
  const std::vector<std::pair<PrintoutState, PrintoutState>> arrows{
      {requested, sealed}, {requested, abandoned}, {sealed, sent},    {sealed, abandoned},
      {sealed, voided},    {sent, printed},        {sent, failed},    {sent, unknown},
      {sent, voided},      {printed, collected},   {printed, voided}, {collected, voided},
      {failed, voided},    {unknown, printed},     {unknown, voided}, {abandoned, voided}};
  for (const auto from : all)
    for (const auto to : all) {
      CAPTURE(nameOf(from), nameOf(to));
      const bool arrow = std::find(arrows.begin(), arrows.end(), std::pair(from, to)) != arrows.end();
      CHECK(mayFollow(from, to) == arrow);
    }
  for (const auto state : all) CHECK(printoutStateNamed(nameOf(state)) == state);
}

TEST_CASE("a serial has a short form that people can read out") {
  CHECK(isSerial("0123456789abcdef"));
  CHECK_FALSE(isSerial("0123456789ABCDEF"));
  CHECK_FALSE(isSerial("0123456789abcde"));
  CHECK(shortSerial("0123456789abcdef") == "AERU-KZ4J");
}

TEST_CASE("a masked name shows its ends and keeps whole characters") {
  CHECK(maskedName("张三") == "张*");
  CHECK(maskedName("张德华") == "张*华");
  CHECK(maskedName("欧阳娜娜") == "欧*娜");
  CHECK(maskedName("𠮷田") == "𠮷*");
  CHECK(maskedName("阿卜杜拉·买买提伊明") == "阿*明");
  CHECK(maskedName("") == "");
}

TEST_CASE("the colour of a verdict is its worst line's") {
  Verdict verdict{SealState::genuine, "", StatusState::valid};
  verdict.acceptance = AcceptanceState::free;
  CHECK(gradeOf(verdict) == Grade::good);
  verdict.content = ContentState::review;
  CHECK(gradeOf(verdict) == Grade::caution);
  verdict.status = StatusState::voided;
  CHECK(gradeOf(verdict) == Grade::bad);
}

TEST_CASE("an unreadable scan and a stranger's code are never called bad") {
  CHECK(gradeOf(SealState::unreadable) == Grade::caution);
  CHECK(gradeOf(SealState::not_a_hall_seal) == Grade::caution);
  CHECK(gradeOf(SealState::altered) == Grade::bad);
}
