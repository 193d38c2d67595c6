"""The places that articles name, as the page's layer of them shows: where, and how often."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo.place import Place
    from seeds.article import Article

WIDE = 60.0  # kilometres about a place from which on a ring only stands for it
SURE = 0.5
MANY = 40  # articles: of more than these a layer of names would be a fog


def places_mentioned(articles: Sequence[Article]) -> list[dict[str, Any]]:
    """The places named in the articles as these call them, the most often named first.

    Names of peoples, and names of which too little is known, are left out.

    >>> from seeds import Article
    >>> article = Article(id="a", text="The train runs from Tabriz to Baku and back. In Baku it was cleaned.")
    >>> [(place["name"], place["n"]) for place in places_mentioned([article])]
    [('Baku', 2), ('Tabriz', 1)]
    """
    from geo.geoparser import geoparse
    from geo.locating import credible

    if len(articles) > MANY:
        return []
    names: dict[Place, Counter[str]] = defaultdict(Counter)
    for article in articles:
        for mention in credible(geoparse(article.text)):
            known = mention.place is not None and not mention.approximate and mention.confidence >= SURE
            if known and mention.place and mention.sense != "demonym":
                names[mention.place][mention.text] += 1
    rings = [ring(place, called) for place, called in names.items()]
    return sorted(rings, key=lambda ring: (-ring["n"], ring["name"], ring["lon"], ring["lat"]))


def ring(place: Place, called: Counter[str]) -> dict[str, Any]:
    return {
        "name": called.most_common(1)[0][0],
        "lon": round(place.lon, 3),
        "lat": round(place.lat, 3),
        "n": called.total(),
        "wide": place.radius_km >= WIDE,
    }
