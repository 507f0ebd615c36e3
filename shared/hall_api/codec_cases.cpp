// Processes, cases and what is done to them.
#include "hall_api/struct_codec.hpp"

namespace api {

std::string_view nameOf(CaseState state) {
  switch (state) {
    case CaseState::running:
      return "running";
    case CaseState::done:
      return "done";
    case CaseState::returned:
      return "returned";
    case CaseState::withdrawn:
      return "withdrawn";
  }
  return "";
}

std::string_view nameOf(NodeState state) {
  switch (state) {
    case NodeState::waiting:
      return "waiting";
    case NodeState::active:
      return "active";
    case NodeState::done:
      return "done";
    case NodeState::returned:
      return "returned";
  }
  return "";
}

}  // namespace api

API_CODEC(api::CaseNode)
API_CODEC(api::Case)
API_CODEC(api::Application)
API_CODEC(api::Decision)
API_CODEC(api::StepAction)
API_CODEC(api::KioskStep)
API_CODEC(api::GuideEntry)
API_CODEC(api::Task)
API_CODEC(api::Page<api::Case>)
API_CODEC(api::Page<api::KioskStep>)
API_CODEC(api::Page<api::GuideEntry>)
API_CODEC(api::Page<api::Task>)
