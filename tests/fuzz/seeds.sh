#!/usr/bin/env bash
# Makes the inputs the fuzzers begin with, out of genuine seals, forms and pictures, into tests/fuzz/corpus, and the
# genuine seals into tests/fuzz/genuine. To be run again only when a format changes; what a fuzzer found stays.
#
#   bash tests/fuzz/seeds.sh [BUILD_FOLDER]    default: build/release
set -euo pipefail
cd "$(dirname "$0")/../.."
case "${1:-}" in -h|--help) sed -n '2,5p' "$0" | sed 's/^# \{0,1\}//'; exit 0 ;; esac
build=${1:-build/release}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cmake --build "$build" --target fuzz_seeds > /dev/null
"$build/tests/fuzz/fuzz_seeds" "$work"

mkdir -p "$work/image" "$work/pdf" "$work/template"
small="$work/pictures/number.pgm"
convert "$small" -depth 1 "$work/image/number.png"
convert "$small" -interlace PNG "PNG24:$work/image/colour.png"
convert "$small" -quality 40 "$work/image/number.jpg"
convert "$small" -colorspace CMYK -interlace JPEG -quality 20 "$work/image/cmyk.jpg"
convert "$small" -monochrome -compress Group4 "$work/image/fax.tif"
convert "$small" -depth 8 -compress LZW "$work/image/lzw.tif"
convert "$small" \( +clone -negate \) -depth 8 -compress JPEG -quality 30 "$work/image/two-pages.tif"
convert "$small" -depth 8 -compress Zip -define tiff:tile-geometry=32x32 "$work/image/tiles.tif"

# A page with a square and a line of text, and the same with a picture in it.
pdf() {
  printf '%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n'
  printf '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]/Contents 4 0 R%s>>endobj\n' "$1"
  printf '4 0 obj<</Length %d>>stream\n%s\nendstream endobj\n%s' "${#2}" "$2" "$3"
  printf 'trailer<</Root 1 0 R>>\n%%%%EOF\n'
}
pdf '' '0 0 36 36 re f' '' > "$work/pdf/square"
pdf '/Resources<</Font<</F 5 0 R>>>>' 'BT /F 12 Tf 8 8 Td (Hall) Tj ET' \
  $'5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n' > "$work/pdf/text"
pdf '/Resources<</XObject<</I 5 0 R>>>>' '72 0 0 72 0 0 cm /I Do' \
  $'5 0 obj<</Type/XObject/Subtype/Image/Width 2/Height 2/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/ASCIIHexDecode/Length 9>>stream\n00ff8040>\nendstream endobj\n' > "$work/pdf/picture"

cp assets/forms/*.toml "$work/template/"
rm -r "$work/pictures"
for target in "$work"/*/; do
  name=$(basename "$target")
  [ "$name" = genuine ] && to=tests/fuzz/genuine || to=tests/fuzz/corpus/$name
  mkdir -p "$to"
  cp "$target"* "$to/"
done
