// Asking the verifier in Python: questions as lines of JSON, its answers, and the product's own answers put
// in the same words, so that whole lines are compared.
#pragma once

#include <fstream>
#include <sstream>

#include "tests/second_verifier/campus.hpp"
#include "tests/story/harness/virtual_printer.hpp"

namespace second {

inline std::string jsonText(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20) {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\u%04x", c);
      out += escape;
    } else {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
  }
  return out + '"';
}

inline std::string contentOf(const seal::SealedContent& content) {
  std::string out = "{\"fields\": {", comma;
  for (const auto& [name, value] : content.fields)
    out += std::exchange(comma, ", ") + jsonText(name) + ": " + jsonText(value);
  return out + "}, \"template\": " + jsonText(content.form) +
         ", \"version\": " + std::to_string(content.version) + "}";
}

inline std::string lineOf(const Question& question) {
  std::string out =
      "{\"carrier\": " + jsonText(question.carrier) + ", \"now\": " + std::to_string(question.now);
  if (question.content) out += ", \"content\": " + contentOf(*question.content);
  if (question.data_code) {
    out += ", \"data_code\": [";
    std::string comma;
    for (const auto& symbol : *question.data_code)
      out += std::exchange(comma, ", ") + jsonText(base::toHex(symbol));
    out += "]";
  }
  return out + "}";
}

inline std::string pair(std::uint64_t a, std::uint64_t b) {
  return "[" + std::to_string(a) + ", " + std::to_string(b) + "]";
}

inline std::string claimsOf(const seal::Claims& claims) {
  return "{\"cti\": " + jsonText(base::toHex(claims.cti)) +
         ", \"digest\": " + jsonText(base::toHex(claims.digest)) +
         ", \"exp\": " + (claims.exp ? std::to_string(*claims.exp) : "null") +
         ", \"holder\": " + jsonText(claims.holder) + ", \"iat\": " + std::to_string(claims.iat) +
         ", \"page\": " +
         pair(static_cast<std::uint64_t>(claims.page), static_cast<std::uint64_t>(claims.pages)) +
         ", \"process\": " + jsonText(claims.process) +
         ", \"status\": " + pair(claims.status.list, claims.status.index) + "}";
}

inline std::string_view nameOf(seal::Outcome outcome) {
  switch (outcome) {
    case seal::Outcome::genuine:
      return "genuine";
    case seal::Outcome::altered:
      return "altered";
    case seal::Outcome::unknown_key:
      return "unknown_key";
    case seal::Outcome::key_revoked:
      return "key_revoked";
    case seal::Outcome::not_a_hall_seal:
      return "not_a_hall_seal";
  }
  return "";
}

// Which cose_* or cbor_* reason is named for what is no token, SPEC.md leaves to each verifier.
inline std::string reasonOf(const seal::Verification& verification) {
  const auto& reason = verification.reason;
  const bool told_apart = verification.outcome != seal::Outcome::not_a_hall_seal || reason == "bad_carrier" ||
                          reason == "not_a_page_seal" || reason.starts_with("tag_");
  return told_apart ? reason : "no_token";
}

// What the desk makes of a page's data codes beside a genuine seal.
struct Opened {
  std::string state;
  std::optional<seal::SealedContent> content{};
};

inline Opened opened(const std::vector<base::Bytes>& symbols, const seal::Verification& sealed) {
  std::vector<seal::DataCodePart> parts;
  for (const auto& symbol : symbols) {
    auto part = seal::readDataCodePart(symbol);
    if (!part) return {"refused"};
    parts.push_back(std::move(*part));
  }
  auto content = seal::openDataCode(parts);
  if (!content) return {"refused"};
  const bool bound =
      parts[0].cti == sealed.claims->cti && seal::isBound(*content, *sealed.claims, sealed.algorithm);
  return bound ? Opened{"bound", std::move(*content)} : Opened{"not_bound"};
}

// The product's answer as the verifier in Python would put it.
inline std::string answerOf(const Question& question, const Judged& judged) {
  const auto& [sealed, status] = judged;
  std::string out = "{";
  if (sealed.claims) out += "\"claims\": " + claimsOf(*sealed.claims) + ", ";
  if (sealed.claims && question.content) {
    const bool matches =
        sealed.claims->digest == seal::contentDigest(sealed.algorithm, sealed.claims->cti, *question.content);
    out += std::string("\"content\": ") + (matches ? "true" : "false") + ", ";
  }
  Opened code;
  if (sealed.outcome == seal::Outcome::genuine && question.data_code) {
    code = opened(*question.data_code, sealed);
    out += "\"data_code\": " + jsonText(code.state) + ", ";
  }
  out += "\"reason\": " + jsonText(reasonOf(sealed)) + ", ";
  if (code.content) out += "\"sealed\": " + contentOf(*code.content) + ", ";
  if (sealed.claims) out += "\"status\": " + jsonText(status) + ", ";
  return out + "\"verdict\": " + jsonText(nameOf(sealed.outcome)) + "}";
}

inline void write(const std::filesystem::path& file, std::string_view text) {
  std::ofstream(file, std::ios::binary) << text;
}

inline std::string bytesIn(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

struct Answers {
  int status = 0;
  std::vector<std::string> lines;
  std::string complaints;
};

// Runs verify.py over the questions. key_set: the file's bytes.
inline Answers askPython(const Campus& campus, base::BytesView key_set,
                         const std::vector<Question>& questions, const std::string& more_words = "") {
  const story::TemporaryFolder folder;
  const auto at = [&](const std::string& name) { return folder.path() / name; };
  write(at("root"), seal::toText({campus.root.point()}) + "\n");
  write(at("keys"), base::textOf(key_set));
  std::string words = " --root root --keys keys " + more_words;
  for (std::size_t i = 0; i < campus.lists.size(); ++i) {
    write(at("list" + std::to_string(i)), base::textOf(campus.lists[i]));
    words += " --status list" + std::to_string(i);
  }
  std::string asked;
  for (const auto& question : questions) asked += lineOf(question) + "\n";
  write(at("asked"), asked);
  const auto verify = std::string(HALL_SOURCE_DIR) + "/tests/second_verifier/verify.py";
  const auto command = "cd '" + folder.path().string() +
                       "' && "
                       "/usr/bin/python3 -B '" +
                       verify + "'" + words + " < asked > answered 2> complaints";
  Answers out;
  story::Program program({"/bin/sh", "-c", command});
  program.hangUp();
  out.status = program.wait();
  std::istringstream answered(bytesIn(at("answered")));
  for (std::string line; std::getline(answered, line);) out.lines.push_back(line);
  out.complaints = bytesIn(at("complaints"));
  return out;
}

}  // namespace second
