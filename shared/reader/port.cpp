#include "reader/port.hpp"

#include <fcntl.h>
#include <linux/input.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <ctime>

namespace reader {
namespace {

base::Result<speed_t> speedOf(int baud, const std::filesystem::path& device) {
  switch (baud) {
    case 1200:
      return B1200;
    case 2400:
      return B2400;
    case 4800:
      return B4800;
    case 9600:
      return B9600;
    case 19200:
      return B19200;
    case 38400:
      return B38400;
    case 57600:
      return B57600;
    case 115200:
      return B115200;
  }
  return base::fail("reader_fault", device.string(), "no serial line has " + std::to_string(baud) + " baud");
}

tl::unexpected<base::Error> wrongKind(const ReaderAddress& address, const char* cause) {
  return base::fail("reader_wrong_kind", address.device.string(), cause);
}

// Grabbed: its keys reach nobody else. Its events carry a clock that isn't set back and forth.
base::Status setUpKeyboard(const Port& port, const ReaderAddress& address) {
  if (::ioctl(port.descriptor(), EVIOCGRAB, 1) != 0)
    return errno == ENOTTY || errno == EINVAL ? base::Status(wrongKind(address, "EVIOCGRAB: no input device"))
                                              : base::fail(errorOf(errno, address.device));
  int clock = CLOCK_MONOTONIC;
  if (::ioctl(port.descriptor(), EVIOCSCLOCKID, &clock) != 0)
    return base::fail(errorOf(errno, address.device));
  return {};
}

base::Status setUpSerial(const Port& port, const ReaderAddress& address) {
  const auto speed = speedOf(address.baud, address.device);
  if (!speed) return base::fail(speed.error());
  termios line{};
  if (::tcgetattr(port.descriptor(), &line) != 0) return wrongKind(address, "tcgetattr: no serial line");
  ::cfmakeraw(&line);
  line.c_cflag &= ~static_cast<tcflag_t>(CSTOPB | CRTSCTS);
  line.c_cflag |= CLOCAL | CREAD;
  ::cfsetspeed(&line, *speed);
  const bool set = ::ioctl(port.descriptor(), TIOCEXCL) == 0 &&
                   ::tcsetattr(port.descriptor(), TCSANOW, &line) == 0 &&
                   ::tcflush(port.descriptor(), TCIFLUSH) == 0;  // what it sent to nobody is no code
  if (!set) return base::fail(errorOf(errno, address.device));
  return {};
}

}  // namespace

Port::~Port() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

base::Error errorOf(int error_number, const std::filesystem::path& device) {
  const std::string cause = std::strerror(error_number);
  switch (error_number) {
    case ENOENT:
    case ENOTDIR:
    case ENXIO:
      return {"reader_missing", device.string(), cause};
    case EACCES:
    case EPERM:
      return {"reader_access_denied", device.string(), cause};
    case EBUSY:
      return {"reader_busy", device.string(), cause};
    case ENODEV:
    case EIO:
      return {"reader_unplugged", device.string(), cause};
    default:
      return {"reader_fault", device.string(), cause, {cause}};
  }
}

base::Result<Port> openPort(const ReaderAddress& address) {
  const bool keyboard = address.kind == ReaderAddress::Kind::keyboard;
  const int flags = (keyboard ? O_RDONLY : O_RDWR) | O_NOCTTY | O_NONBLOCK | O_CLOEXEC;
  Port port(::open(address.device.c_str(), flags));
  if (port.descriptor() < 0) return base::fail(errorOf(errno, address.device));
  auto fine = keyboard ? setUpKeyboard(port, address) : setUpSerial(port, address);
  if (!fine) return base::fail(std::move(fine.error()));
  return port;
}

}  // namespace reader
