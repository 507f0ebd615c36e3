#include "hall/cli/cli.hpp"

int main(int count, char** arguments) {
  return hall::cli::run({arguments + 1, arguments + count}, HALL_VERSION);
}
