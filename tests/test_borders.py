"""Borders of any two neighbours, their length at their scale, and which side is which."""

from __future__ import annotations

import geodesics
import pytest
import shapely

from geo import borders, shapes


def test_iran_azerbaijan_border_beside_its_full_detail():
    """In full detail OpenStreetMap's line is 734.8 km long; ours, thinned to 100 m, must lie between that and 2 % less
    than what a line thinned to 200 m has (695.4 km). Published figures differ as much: 611, 689, 765 km.
    """
    assert 682 < geodesics.length_km(borders.border("IRN", "AZE")) < 735


@pytest.mark.parametrize(
    ("one", "other", "published_km"),
    [  # CIA World Factbook, land boundaries
        ("IRN", "ARM", 44),
        ("FRA", "ESP", 646),
        ("USA", "MEX", 3155),
        ("FIN", "RUS", 1309),
        ("TJK", "KGZ", 984),
        ("SDN", "TCD", 1403),
        ("ARM", "GEO", 219),
    ],
)
def test_lengths_beside_published_ones(one, other, published_km):
    assert geodesics.length_km(borders.border(one, other)) == pytest.approx(published_km, rel=0.2)


def test_border_is_the_same_from_both_sides_and_none_between_strangers():
    assert borders.border("IRN", "AZE") == borders.border("AZE", "IRN")
    assert borders.border("IRN", "FRA") is None
    assert borders.border("IRN", "IRN") is None
    assert borders.border("IRN", "ZZZ") is None


def test_neighbours():
    assert borders.neighbours("AZE") == ("ARM", "GEO", "IRN", "RUS", "TUR")
    assert borders.neighbours("IRN") == ("AFG", "ARM", "AZE", "IRQ", "PAK", "TKM", "TUR")
    assert borders.neighbours("ISL") == ()
    assert borders.neighbours("ZZZ") == ()


@pytest.mark.parametrize("pair", [("IRN", "AZE"), ("IND", "PAK"), ("RUS", "KAZ"), ("CHN", "VNM")])
def test_border_runs_on_the_outline_of_both(pair):
    line = borders.border(*pair)
    for code in pair:
        assert shapes.country(code).boundary.buffer(1e-6).covers(line), code


@pytest.mark.parametrize("country", ["BGR", "EGY", "CHL"])
def test_outline_is_borders_and_coast(country):
    coast = borders.coastline(country)
    inland = [borders.border(country, other) for other in borders.neighbours(country)]
    assert shapely.union_all([coast, *inland], grid_size=1e-4).length == pytest.approx(
        shapes.country(country).boundary.length, rel=1e-6
    )


def test_landlocked_countries_have_no_coast():
    assert [borders.coastline(code) for code in ("ARM", "MLI", "ZZZ")] == [None, None, None]


def test_accuracy_is_stated():
    assert borders.accuracy_km("IRN", "AZE") < 0.5
    assert 1 < borders.accuracy_km("FRA", "ESP") < 5


def test_shared_lines_of_squares():
    squares = [shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1), shapely.box(5, 5, 6, 6)]
    assert borders.shared(squares).equals(shapely.MultiLineString([[(1, 0), (1, 1)]]))
    assert borders.shared([]).is_empty
