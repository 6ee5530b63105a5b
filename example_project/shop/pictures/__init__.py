"""Pictures of the products, drawn by the shop itself.

A picture follows from the name and category alone: what it shows (a *motif*) from their words, its
colours from the name. So its address never changes its content and browsers may keep it for good.
"""

from __future__ import annotations

import re
from functools import lru_cache
from string import Template
from zlib import crc32

from django.urls import reverse

from .motifs import MOTIFS
from .palettes import PALETTES
from .words import FALLBACKS, WORDS

__all__ = ["draw", "motif_of", "url"]

FRAME = Template(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 240" role="img">'
    '<rect width="240" height="240" fill="$wall"/>'
    '<circle cx="$x" cy="$y" r="$r" fill="$glow"/>'
    '<rect y="186" width="240" height="54" fill="$floor"/>'
    '<ellipse cx="120" cy="196" rx="66" ry="8" fill="#000" opacity=".10"/>'
    "$motif</svg>"
)


def seed_of(name: str) -> int:
    return crc32(name.encode()) % 1000


def motif_of(name: str, category: str = "") -> str:
    """What the picture shows: the first word of the name, then of the category, that says it."""
    for text in (name, category):
        words = re.findall(r"[a-z]+", text.lower())
        for word in reversed(words):  # "Oak salad bowl" is a bowl
            for form in (word, word.removesuffix("s"), word.removesuffix("es")):
                if form in WORDS:
                    return WORDS[form]
    return FALLBACKS[crc32((category or name).encode()) % len(FALLBACKS)]


def url(name: str, category: str = "") -> str:
    return reverse("shop:picture", args=[motif_of(name, category), seed_of(name)])


@lru_cache(maxsize=2048)
def draw(motif: str, seed: int) -> str:
    """The SVG; ``KeyError`` when there is no such motif."""
    colours = PALETTES[seed % len(PALETTES)]
    drawn = Template(MOTIFS[motif]).substitute(colours)
    return FRAME.substitute(
        colours, motif=drawn, x=70 + seed % 101, y=80 + seed % 41, r=62 + seed % 29
    )
