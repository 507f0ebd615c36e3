// Reader, camera, scanner and watched folder at the desk: what they bring becomes events. Each has a thread
// of its own; one that is unplugged comes back by itself. Internal to this room.
#pragma once

#include <memory>

#include "verifier/jobs/sitting.hpp"

namespace verifier::desk {

class Devices {
 public:
  explicit Devices(Sitting& sitting);  // opens what the configuration names
  ~Devices();

  void scan(bool feeder);  // pages come as PictureTaken, how it goes as ScannerTold
  void stopScanning();
  void capture();  // the camera's next picture, whatever its page looks like

 private:
  struct Body;
  std::unique_ptr<Body> body_;
};

}  // namespace verifier::desk
