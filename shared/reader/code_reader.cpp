#include "reader/key_decoder.hpp"
#include "reader/line_decoder.hpp"
#include "reader/reader.hpp"
#include "reader/reading_loop.hpp"

namespace reader {

ReaderAddress addressOf(const std::filesystem::path& device, int baud) {
  const bool keyboard = device.lexically_normal().string().starts_with("/dev/input/");
  return {device, keyboard ? ReaderAddress::Kind::keyboard : ReaderAddress::Kind::serial, baud};
}

CodeReader::CodeReader(ReaderAddress address, std::function<void(Reading)> sink) {
  std::unique_ptr<Decoder> decoder;
  switch (address.kind) {
    case ReaderAddress::Kind::keyboard:
      decoder = std::make_unique<KeyDecoder>();
      break;
    case ReaderAddress::Kind::serial:
      decoder = std::make_unique<LineDecoder>();
      break;
  }
  const auto device = address.device;
  loop_ = std::make_unique<ReadingLoop>(
      device, [address = std::move(address)] { return openPort(address); }, std::move(decoder),
      std::move(sink));
}

CodeReader::~CodeReader() = default;

}  // namespace reader
