#include "hall/service/body.hpp"

namespace hall {
base::Status Service::loadDemonstration() { return {}; }
}  // namespace hall
