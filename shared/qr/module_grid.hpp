// A fitted symbol's modules, each over its area, against the light and dark around it.
#pragma once

#include <cstdint>
#include <span>

#include "qr/codewords.hpp"
#include "qr/geometry.hpp"

namespace qr {

SoftGrid sampleModules(const Plane& plane, const Warp& warp);

// Blur lets neighbours bleed into each other: the mixture of 5 by 5 neighbours that best gives back what is
// known, applied to every module.
SoftGrid unmixed(const SoftGrid& grid, std::span<const std::int8_t> known);

// The other way round, for stronger blur: how modules mix is learnt from what they are believed to be, and
// what is left of each after its neighbours' share is taken away says anew what it is; a few times over.
SoftGrid untangled(const SoftGrid& grid, const SoftGrid& believed, std::span<const std::int8_t> known);

}  // namespace qr
