// The kiosk's whole dialogue as pure code: no clock, no thread, no I/O. Every event is defined on every
// screen.
#pragma once

#include <optional>

#include "base/clock.hpp"
#include "kiosk/flow/effect.hpp"
#include "kiosk/flow/event.hpp"
#include "kiosk/flow/model.hpp"

namespace kiosk {

// The model of a kiosk that has just been switched on, and the first things to do (ProbeHall).
Effects start(Model& model, base::SteadyTime now);
// What happens next. Waits that have run out by now are dealt with first, so a tick that comes late loses
// nothing.
Effects step(Model& model, const Event& event, base::SteadyTime now);
// When to call step() with a Tick at the latest: idle question, countdown second, retry, the clock's
// minute...
std::optional<base::SteadyTime> nextDeadline(const Model& model);

}  // namespace kiosk
