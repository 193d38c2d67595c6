"""From an SVG picture to the pixels of a PNG or the page of a PDF."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from types import ModuleType

from maps.assets import DrawingError

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def rasteriser() -> ModuleType:
    """vl-convert: resvg and svg2pdf in one wheel, with fonts of its own. Raises `DrawingError` when it is missing."""
    try:
        import vl_convert
    except ImportError:
        raise DrawingError("PNG and PDF pictures need one more package: pip install 'araxes[pictures]'.") from None
    module: ModuleType = vl_convert
    return module


def png(svg: str, *, scale: float = 1.0) -> bytes:
    """The picture in pixels, `scale` to each unit of the SVG."""
    if not 0.1 <= scale <= 8:
        raise DrawingError(f"A picture is scaled by 0.1 to 8, not by {scale:g}.")
    return packed(rasteriser().svg_to_png(svg, scale=scale))


def pdf(svg: str) -> bytes:
    """The picture as a page of vectors, its words as text."""
    return bytes(rasteriser().svg_to_pdf(svg))


def packed(picture: bytes) -> bytes:
    """The same PNG in a fifth of the bytes: the rasteriser packs for speed, and readers wait for pictures."""
    kept, data = [SIGNATURE], b""
    for kind, body in chunks(picture):
        if kind == b"IDAT":
            data += body
        elif kind == b"IEND":
            kept += [chunk(b"IDAT", zlib.compress(zlib.decompress(data), 7)), chunk(kind, body)]
        else:
            kept.append(chunk(kind, body))
    return b"".join(kept)


def chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at < len(picture):
        (length,) = struct.unpack_from(">I", picture, at)
        yield picture[at + 4 : at + 8], picture[at + 8 : at + 8 + length]
        at += length + 12


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
