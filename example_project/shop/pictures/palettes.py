"""Colours of the pictures: wall, floor, a glow behind the thing, and the thing in four tones."""

from __future__ import annotations


def palette(wall: str, floor: str, glow: str, a: str, b: str, c: str, d: str) -> dict[str, str]:
    return {"wall": wall, "floor": floor, "glow": glow, "a": a, "b": b, "c": c, "d": d}


# a: the thing, b: its shade, c: its light, d: an accent
PALETTES = (
    palette("#f4ece1", "#e6d8c5", "#fbf6ee", "#c8694a", "#9d4a31", "#e39b7f", "#2f4b45"),
    palette("#e3ece6", "#cddcd2", "#f1f6f2", "#4f7d68", "#355a4a", "#86ad99", "#e0a458"),
    palette("#e6eaf1", "#d0d8e5", "#f4f6fa", "#4a6491", "#324768", "#8ba2c8", "#e8b04b"),
    palette("#f6e7e2", "#ebd0c7", "#fcf4f1", "#b5576a", "#893b4d", "#d98f9d", "#3d4f6b"),
    palette("#f5eedb", "#e8dbb8", "#fcf8ec", "#d39b2f", "#a5741a", "#ecc475", "#6b4a3a"),
    palette("#e8e6f0", "#d5d1e4", "#f5f3fa", "#6f5f9a", "#4f4274", "#a497c9", "#e2a06b"),
    palette("#e1edef", "#c8dde1", "#f1f8f9", "#2f7f8c", "#1f5b65", "#76b3bd", "#e58e6c"),
    palette("#efe9e4", "#ddd2c8", "#f9f6f3", "#7d6656", "#5b483b", "#ad9786", "#b7c4a1"),
    palette("#eef0e0", "#dde1c3", "#f8f9ef", "#7f8f3f", "#5d6a2a", "#b2bf78", "#c56b47"),
    palette("#f3e6ec", "#e4cdd9", "#fbf4f8", "#8d4a74", "#673352", "#bd86a8", "#d9b25f"),
)
