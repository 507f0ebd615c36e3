#include "kiosk/screens/case_state.hpp"

namespace kiosk {

StateLook lookOf(ui::Ui& ui, api::CaseState state) {
  switch (state) {
    case api::CaseState::running:
      return {ui.t("kiosk.case.running"), "hourglass", Tone::info};
    case api::CaseState::done:
      return {ui.t("kiosk.case.done"), "check-circle", Tone::good};
    case api::CaseState::returned:
      return {ui.t("kiosk.case.returned"), "cross-circle", Tone::bad};
    case api::CaseState::withdrawn:
      return {ui.t("kiosk.case.withdrawn"), "minus", Tone::neutral};
  }
  return {};
}

StateLook lookOf(ui::Ui& ui, api::NodeState state) {
  switch (state) {
    case api::NodeState::waiting:
      return {ui.t("kiosk.node.waiting"), "clock", Tone::neutral};
    case api::NodeState::active:
      return {ui.t("kiosk.node.active"), "arrow-right", Tone::info};
    case api::NodeState::done:
      return {ui.t("kiosk.node.done"), "check", Tone::good};
    case api::NodeState::returned:
      return {ui.t("kiosk.node.returned"), "cross", Tone::bad};
  }
  return {};
}

}  // namespace kiosk
