"""A map in a notebook: live where the notebook is trusted, a picture everywhere else."""

from __future__ import annotations

import base64
from html import escape
from typing import TYPE_CHECKING

from maps.assets import DrawingError
from maps.embedding import SANDBOX

if TYPE_CHECKING:
    from maps.event_map import EventMap

HEIGHT = 640


def bundle(page: EventMap) -> dict[str, str]:
    """The map by media type. The picture also stands inside the frame: a viewer that drops frames keeps it.

    As PDF it is there only where the extra `pictures` is installed.
    """
    svg = page.to_svg()
    picture = "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
    title = escape(page.title)
    html = (
        f'<iframe srcdoc="{escape(page.get_root().render())}" title="Map: {title}" sandbox="{SANDBOX}"'
        f' allow="fullscreen" width="100%" height="{HEIGHT}" frameborder="0">'
        f'<img src="{picture}" alt="Map: {title}" width="100%"></iframe>'
    )
    shown = {"text/html": html, "image/svg+xml": svg, "text/plain": f"EventMap({page.title!r})"}
    try:  # nbconvert to LaTeX wants Inkscape for an SVG that comes without its PDF
        return shown | {"application/pdf": base64.b64encode(page.to_pdf()).decode()}
    except DrawingError:
        return shown
