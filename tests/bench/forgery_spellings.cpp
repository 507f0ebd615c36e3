// Forgeries that say the same in a spelling of an own, in CBOR, in the signature's numbers, or in the code's
// text.
#include "forgery_kinds.hpp"

namespace forgery {

// --- spellings

// A length in four octets more than needed.
static Bytes longString(const Bytes& content) {
  return joined({{0x5a, 0, 0, static_cast<std::uint8_t>(content.size() >> 8),
                  static_cast<std::uint8_t>(content.size())},
                 content});
}

static Bytes shortString(const Bytes& content) {
  seal::cbor::Writer out;
  out.bytes(content);
  return out.take();
}

Bytes spelledOtherwise(const Hall& hall, Random& random) {
  const auto& from = hall.any(random);
  const auto headers = shortString(from.headers), payload = shortString(from.payload);
  const auto signature = shortString(from.signature);
  switch (random() % 9) {
    case 0:
      return joined({{0xd2, 0x84}, longString(from.headers), {0xa0}, payload, signature});
    case 1:
      return joined({{0xd2, 0x84}, headers, {0xa0}, longString(from.payload), signature});
    case 2:
      return joined({{0xd2, 0x84}, headers, {0xa0}, payload, longString(from.signature)});
    case 3:
      return joined({{0xd2, 0x9f}, headers, {0xa0}, payload, signature, {0xff}});
    case 4:
      return joined({{0xd2, 0x84}, headers, {0xbf, 0xff}, payload, signature});
    case 5:
      return joined({{0xd8, 0x12, 0x84}, headers, {0xa0}, payload, signature});
    case 6:
      return joined({{0xd8, 0x3d, 0xd2, 0x84}, headers, {0xa0}, payload, signature});
    case 7:
      return joined({{0x84}, headers, {0xa0}, payload, signature});
    default:
      return joined({{0xd2, 0x84}, headers, {0xa0, 0x5f}, payload, {0xff}, signature});
  }
}

Bytes unprotectedAdded(const Hall& hall, Random& random) {
  const auto& from = hall.any(random);
  const auto kid = hall.strangers[random() % 3].kid();
  const auto label = static_cast<std::uint8_t>(random() % 24);
  return joined({{0xd2, 0x84},
                 shortString(from.headers),
                 {0xa1, label},
                 random() % 2 ? shortString({kid.begin(), kid.end()}) : Bytes{0x26},
                 shortString(from.payload),
                 shortString(from.signature)});
}

// --- signatures

static const Bytes kOrderP256 =
    base::fromHex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551").value();
static const Bytes kOrderSm2 =
    base::fromHex("fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123").value();
// L of RFC 8032 section 5.1, the first octet the lowest.
static const Bytes kOrderEd25519 =
    base::fromHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010").value();

// 32 octets, the first the highest.
static Bytes minus(const Bytes& a, base::BytesView b) {
  Bytes out(32);
  int borrow = 0;
  for (std::size_t i = 32; i-- > 0;) {
    const int digit = a[i] - b[i] - borrow;
    borrow = digit < 0;
    out[i] = static_cast<std::uint8_t>(digit);
  }
  return out;
}

static Bytes withSignature(const Issued& from, const Bytes& r, const Bytes& s) {
  return assembled(from.headers, from.payload, joined({r, s}));
}

// (r, n - s) holds wherever (r, s) does: no content is forged by it.
Bytes secondForm(const Hall& hall, Random& random) {
  const auto& from = hall.anyOf(random, Algorithm::esp256);
  const base::BytesView signature = from.signature;
  return withSignature(from, copyOf(signature.first(32)), minus(kOrderP256, signature.subspan(32)));
}

// R and s out of their range, exchanged, taken from n; SM2 has no second form.
Bytes oddNumbers(const Hall& hall, Random& random) {
  const bool sm2 = random() % 2;
  const auto& from = hall.anyOf(random, sm2 ? Algorithm::sm2 : Algorithm::esp256);
  const auto& order = sm2 ? kOrderSm2 : kOrderP256;
  const base::BytesView signature = from.signature;
  const auto r = copyOf(signature.first(32)), s = copyOf(signature.subspan(32));
  const Bytes zero(32, 0), most(32, 0xff);
  Bytes one = zero;
  one[31] = 1;
  const std::array numbers{zero, one, order, minus(order, one), most, r, s, minus(order, r)};
  auto first = numbers[random() % numbers.size()], second = numbers[random() % numbers.size()];
  if (sm2 && random() % 4 == 0) first = r, second = minus(order, s);
  return withSignature(from, first, second);
}

// S + L, and R of small order (RFC 8032 section 5.1.7 compares S with L).
Bytes smallPoints(const Hall& hall, Random& random) {
  const auto& from = hall.anyOf(random, Algorithm::ed25519);
  const base::BytesView signature = from.signature;
  Bytes r = copyOf(signature.first(32)), s = copyOf(signature.subspan(32));
  static const std::array points{
      base::fromHex("0100000000000000000000000000000000000000000000000000000000000000").value(),
      base::fromHex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f").value(),
      base::fromHex("0000000000000000000000000000000000000000000000000000000000000080").value(),
      base::fromHex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05").value(),
      base::fromHex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a").value(),
      base::fromHex("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f").value()};
  if (random() % 2) {
    for (std::size_t i = 0, carry = 0; i < 32; ++i) {
      carry += s[i] + std::size_t{kOrderEd25519[i]};
      s[i] = static_cast<std::uint8_t>(carry);
      carry >>= 8;
    }
    return withSignature(from, r, s);
  }
  r = points[random() % points.size()];
  if (random() % 2) s.assign(32, 0);
  return withSignature(from, r, s);
}

// DER as X.509 has it, none at all, zeros, twice.
Bytes otherShapes(const Hall& hall, Random& random) {
  const auto& from = hall.any(random);
  const base::BytesView signature = from.signature;
  switch (random() % 4) {
    case 0: {
      Bytes der{0x30, 70, 2, 33, 0};
      der.insert(der.end(), signature.begin(), signature.begin() + 32);
      der.insert(der.end(), {2, 33, 0});
      der.insert(der.end(), signature.begin() + 32, signature.end());
      return assembled(from.headers, from.payload, der);
    }
    case 1:
      return assembled(from.headers, from.payload, {});
    case 2:
      return assembled(from.headers, from.payload, Bytes(64, 0));
    default:
      return assembled(from.headers, from.payload, joined({from.signature, from.signature}));
  }
}

// --- carriers

std::string textChanged(const Hall& hall, Random& random) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  auto text = carrierOf(hall.any(random).token);
  const auto payload = text.find('#') + 1;
  const auto at = payload + random() % (text.size() - payload);
  switch (random() % 4) {
    case 0:
      text[at] = kAlphabet[random() % kAlphabet.size()];
      break;
    case 1:
      text.insert(at, 1, "=*08-"[random() % 5]);
      break;
    case 2:
      text += text.substr(payload);
      break;
    case 3:  // other unused bits behind the last octet
      text.back() = kAlphabet[(kAlphabet.find(text.back()) + 1 + random() % 3) % kAlphabet.size()];
      break;
  }
  return text;
}

std::string asScannersMangle(const Hall& hall, Random& random) {
  std::string out;
  for (const char c : carrierOf(hall.any(random).token)) {
    const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    out += letter && random() % 2 ? static_cast<char>(c ^ 0x20) : c;
    if (random() % 20 == 0) out += " \t\r\n"[random() % 4];
  }
  return out;
}

}  // namespace forgery
