// What is sealed here must read with any CBOR library: libcbor stands for them.
#include <cbor.h>

#include "base/unique_handle.hpp"
#include "sealing.hpp"

using namespace sealing;

namespace {

struct Drop {
  void operator()(cbor_item_t* item) const { cbor_decref(&item); }
};
using Item = std::unique_ptr<cbor_item_t, Drop>;

Item load(base::BytesView bytes) {
  cbor_load_result result;
  Item item(cbor_load(bytes.data(), bytes.size(), &result));
  REQUIRE(item);
  REQUIRE(result.read == bytes.size());
  return item;
}

base::BytesView bytesIn(const cbor_item_t* item) {
  return {cbor_bytestring_handle(item), cbor_bytestring_length(item)};
}

}  // namespace

TEST_CASE("libcbor reads a seal's parts and claims") {
  const auto token = seal::sealPage(claims(), key(7)).value();
  // libcbor 0.8 refuses one-byte tags from 6 to 20 as unassigned, so the tag is read here.
  REQUIRE(token[0] == 0xd2);
  const auto parts = load(base::BytesView(token).subspan(1));
  REQUIRE(cbor_array_size(parts.get()) == 4);
  auto** part = cbor_array_handle(parts.get());
  const auto headers = load(bytesIn(part[0]));
  REQUIRE(cbor_map_size(headers.get()) == 2);
  CHECK(cbor_get_uint8(cbor_map_handle(headers.get())[0].value) == 18);  // alg -19 = -1 - 18
  CHECK(cbor_map_size(part[1]) == 0);
  CHECK(cbor_bytestring_length(part[3]) == 64);

  const auto payload = load(bytesIn(part[2]));
  REQUIRE(cbor_map_size(payload.get()) == 3);
  const auto* pairs = cbor_map_handle(payload.get());
  CHECK(cbor_get_uint8(pairs[0].key) == 6);
  CHECK(cbor_get_int(pairs[0].value) == static_cast<std::uint64_t>(kNow));
  CHECK(cbor_get_uint8(pairs[1].key) == 7);
  CHECK(base::toHex(bytesIn(pairs[1].value)) == "57e05db340112233");
  CHECK(cbor_isa_negint(pairs[2].key));
  CHECK(cbor_get_int(pairs[2].key) == 65536);  // -65537
  CHECK(cbor_map_size(pairs[2].value) == 5);
}
