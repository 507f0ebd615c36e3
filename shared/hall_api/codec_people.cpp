// People, devices and problems.
#include "hall_api/struct_codec.hpp"

API_CODEC(api::Post)
API_CODEC(api::Person)
API_CODEC(api::SignIn)
API_CODEC(api::Session)
API_CODEC(api::DeviceSelf)
API_CODEC(api::Problem)
