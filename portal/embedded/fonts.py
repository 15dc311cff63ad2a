"""Cut a small font for certificates out of the installed Noto Sans CJK: `python -m portal.embedded.fonts`.

The whole collection costs 234 KB and a third of the speed per page; the GB2312 cut serves nearly every page,
and the full Noto stays the second family for the rare characters in names.
"""

import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from portal.embedded import paths

FAMILY = "Shuye Sans"
SOURCE = "Noto Sans CJK SC"  # one face of the collection; the others draw Japanese or Korean forms
WEIGHTS = ("Regular", "Bold")
FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts")
PUNCTUATION = "·…—―‘’“”‰′″℃№①②③④⑤⑥⑦⑧⑨⑩←↑→↓≈≠≤≥×÷±°§¥￥〇○●□■△▲☆★"


class FontMissingError(RuntimeError):
    """Noto Sans CJK is not installed."""


def characters() -> set[int]:
    """All of GB2312, ASCII, CJK punctuation and full-width forms."""
    wanted = set(range(0x20, 0x7F)) | set(range(0x3000, 0x3020)) | set(range(0xFF01, 0xFF5F))
    wanted |= {ord(letter) for letter in PUNCTUATION}
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                wanted.add(ord(bytes((high, low)).decode("gb2312")))
            except UnicodeDecodeError:
                continue
    return wanted


def installed(weight: str) -> Path:
    """The installed collection of this weight."""
    for folder in FOLDERS:
        for found in sorted(Path(folder).rglob(f"NotoSansCJK-{weight}.ttc")):
            return found
    raise FontMissingError("没有找到 Noto Sans CJK 字体：请安装 fonts-noto-cjk")


def _rename(font, weight: str) -> None:
    """Give the cut a name of its own, so it never hides the full family."""
    names = {1: FAMILY, 2: weight, 3: f"{FAMILY} {weight}", 4: f"{FAMILY} {weight}"}
    names |= {6: f"ShuyeSans-{weight}", 16: FAMILY, 17: weight}
    table = font["name"]
    table.names = [record for record in table.names if record.nameID in (0, 13, 14)]  # the licence stays
    for number, text in names.items():
        table.setName(text, number, 3, 1, 0x409)
    cff = font["CFF "].cff
    cff.fontNames = [f"ShuyeSans-{weight}"]
    top = cff.topDictIndex[0]
    top.FullName, top.FamilyName = f"{FAMILY} {weight}", FAMILY


def cut(weight: str, folder: Path) -> Path:
    """Write one weight; the name appears only when the file is complete."""
    from fontTools import subset
    from fontTools.ttLib import TTCollection

    target = folder / f"ShuyeSans-{weight}.otf"
    with TTCollection(installed(weight), lazy=True) as collection:
        font = next(one for one in collection.fonts if SOURCE in _families(one))
        options = subset.Options(hinting=False, layout_features=["kern", "vert", "vrt2", "palt"])
        options.name_IDs, options.notdef_outline, options.drop_tables = ["*"], True, ["BASE", "DSIG"]
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=characters())
        cutter.subset(font)
        _rename(font, weight)
        draft = target.with_suffix(".part")
        font.save(draft)
    draft.replace(target)
    return target


def _families(font) -> set[str | None]:
    return {font["name"].getDebugName(number) for number in (1, 16)}


def main() -> int:
    """Cut what is missing."""
    folder = paths.fonts_dir()
    folder.mkdir(parents=True, exist_ok=True)
    missing = [weight for weight in WEIGHTS if not (folder / f"ShuyeSans-{weight}.otf").exists()]
    try:
        with ProcessPoolExecutor(max_workers=2) as pool:  # six seconds of pure Python each
            list(pool.map(cut, missing, [folder] * len(missing)))
    except FontMissingError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
