#include "paper/inline_text.hpp"

#include <algorithm>

namespace paper {

namespace {

void addWords(Inline& out, char c) {
  if (out.empty() || !out.back().field.empty()) out.emplace_back();
  out.back().words += c;
}

base::Result<Piece> fieldPiece(std::string_view inside) {
  Piece piece;
  piece.required = !inside.ends_with('?');
  piece.field = piece.required ? inside : inside.substr(0, inside.size() - 1);
  if (!isFieldName(piece.field))
    return base::fail("template_inline", "",
                      "'{" + std::string(inside.substr(0, 40)) + "}' is not a field name",
                      {std::string(inside.substr(0, 40))});
  return piece;
}

}  // namespace

bool isFieldName(std::string_view name) {
  const auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
  const auto rest = [&](char c) { return lower(c) || (c >= '0' && c <= '9') || c == '_'; };
  return !name.empty() && name.size() <= 40 && lower(name[0]) && std::all_of(name.begin(), name.end(), rest);
}

base::Result<Inline> parseInline(std::string_view text) {
  Inline out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool brace = c == '{' || c == '}';
    if (!brace || (i + 1 < text.size() && text[i + 1] == c)) {
      addWords(out, c);
      i += brace;
      continue;
    }
    const auto close = c == '{' ? text.find('}', i) : std::string_view::npos;
    if (close == std::string_view::npos)
      return base::fail("template_inline", "", "a brace stands alone; write {{ or }} for the brace itself",
                        {std::string(1, c)});
    auto piece = fieldPiece(text.substr(i + 1, close - i - 1));
    if (!piece) return base::fail(piece.error());
    out.push_back(std::move(*piece));
    i = close;
  }
  return out;
}

FilledText fill(const Inline& pieces, const std::map<std::string, std::string>& values) {
  FilledText out;
  for (const auto& piece : pieces) {
    if (piece.field.empty()) {
      out.text += piece.words;
      continue;
    }
    const auto found = values.find(piece.field);
    if (found == values.end() || found->second.empty()) continue;
    const auto begin = out.text.size();
    out.text += found->second;
    out.values.push_back({piece.field, begin, out.text.size()});
  }
  return out;
}

}  // namespace paper
