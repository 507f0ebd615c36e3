#!/usr/bin/env python3
"""Builds the pinned faces that forms are printed in: fonts.py OUTPUT_FOLDER

Each face is a subset (GB 2312 characters, ASCII, punctuation) of a Debian font under a name of its own, so that a page
looks the same whatever the machine has installed, and a PDF page stays below 100 KB. A second run with the same inputs
does nothing; two runs at once are safe.
"""
import fcntl
import hashlib
import os
import sys

NOTO = "/usr/share/fonts/opentype/noto"
# file, family, style, source, number of the Simplified Chinese face in the collection
FACES = [
    ("hall-serif-regular.otf", "Hall Serif", "Regular", f"{NOTO}/NotoSerifCJK-Regular.ttc", 2),
    ("hall-serif-bold.otf", "Hall Serif", "Bold", f"{NOTO}/NotoSerifCJK-Bold.ttc", 2),
    ("hall-sans-regular.otf", "Hall Sans", "Regular", f"{NOTO}/NotoSansCJK-Regular.ttc", 2),
    ("hall-kai-regular.ttf", "Hall Kai", "Regular", "/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf", 0),
]


def characters():
    """GB 2312 in full, ASCII, Latin letters with pinyin tones, and what forms tick and count with."""
    found = set(range(0x20, 0x7F))
    for lead in range(0xA1, 0xF8):
        for trail in range(0xA1, 0xFF):
            try:
                found.add(ord(bytes([lead, trail]).decode("gb2312")))
            except UnicodeDecodeError:
                pass
    return found | set(map(ord, "·•—–…‘’“”¥€§©®°±×÷√☐☑☒✓〇　＠／％"))


def fingerprint():
    digest = hashlib.sha256(open(__file__, "rb").read())
    for _, _, _, source, _ in FACES:
        about = os.stat(source)
        digest.update(f"{source} {about.st_size} {int(about.st_mtime)}".encode())
    return digest.hexdigest()


def build(target, family, style, source, number):
    from fontTools import subset
    options = subset.Options(desubroutinize=True, hinting=False, font_number=number, recalc_timestamp=False,
                             layout_features=["kern", "locl", "vert"], notdef_outline=True, name_IDs=[1, 2, 4, 6])
    font = subset.load_font(source, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters())
    subsetter.subset(font)
    rename(font, family, style)
    beside = f"{target}.{os.getpid()}.new"
    font.save(beside)
    os.rename(beside, target)


def rename(font, family, style):
    whole = family if style == "Regular" else f"{family} {style}"
    names = {1: family, 2: style, 4: whole, 6: whole.replace(" ", "") + "-" + style}
    font["name"].names = []
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    if "CFF " in font:
        font["CFF "].cff.fontNames = [names[6]]


def main():
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    stamp = os.path.join(folder, "built-from")
    with open(os.path.join(folder, ".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        want = fingerprint()
        have = open(stamp).read() if os.path.exists(stamp) else ""
        if have == want and all(os.path.exists(os.path.join(folder, face[0])) for face in FACES):
            return
        for name, *rest in FACES:
            print(f"building {name}", flush=True)
            build(os.path.join(folder, name), *rest)
        with open(stamp + ".new", "w") as file:
            file.write(want)
        os.rename(stamp + ".new", stamp)


main()
