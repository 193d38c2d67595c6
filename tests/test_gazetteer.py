"""The gazetteer: its index, what it answers, and the traps of the data it is made from."""

import hashlib
import lzma
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point

from geo import index, shapes
from geo.build.packages import TABLES
from geo.build.rows import read_table
from geo.codes import alpha2, alpha3
from geo.gazetteer import KINDS, Gazetteer, GazetteerError, distance_km
from geo.place import Place
from geo.query import edit_distance, geocode, matches
from geo.whereabouts import describe

HEAD = (
    "id\tname\tlat\tlon\tcountry\tadmin1\tadmin2\tfeature_class\tfeature_code\tpopulation\tradius_km\t"
    "alternates\tabbreviations\thistoric\tdemonyms\ttagged\tline"
)
ROWS = [
    "6252001\tUnited States\t39.76\t-98.5\tUSA\t\t\tA\tPCLI\t327167434\t1769\tAmerica\tU.S.|USA\t\tAmerican\t\t",
    "4736286\tTexas\t31.25\t-99.25\tUSA\t\t\tA\tADM1\t22000000\t460\tState of Texas\tTX\t\tTexan\t\t",
    "4717560\tParis\t33.66\t-95.55\tUSA\t4736286\t\tP\tPPLA2\t24782\t2.5\t\t\t\t\t\t",
    "2988507\tParis\t48.85341\t2.3488\tFRA\t\t\tP\tPPLC\t2138551\t23.4\tLutèce\t\tLutetia\t\thy=Փարիզ|fa=پاریس\t",
    "old-road\tOld Road\t33\t-95\tUSA\t4736286\t\tR\tRD\t\t20\t\t\t\t\t\t33 -95;33.5 -95.5",
]


@pytest.fixture(scope="module")
def world() -> Gazetteer:
    return Gazetteer.bundled()


def written(folder: Path, rows: list[str]) -> Path:
    """A data folder with one gazetteer file."""
    (folder / "gazetteer").mkdir(parents=True, exist_ok=True)
    text = "\n".join([HEAD, *rows, ""])
    (folder / "gazetteer" / "few.tsv.xz").write_bytes(lzma.compress(text.encode()))
    return folder


@pytest.fixture
def few(tmp_path: Path) -> Gazetteer:
    return Gazetteer.open(index.write_index(written(tmp_path, ROWS), tmp_path / "few.sqlite"))


def kinds(gazetteer: Gazetteer, name: str) -> list[tuple[str, str]]:
    return [(row.id, KINDS[row.kind]) for row in gazetteer.lookup(name)]


def test_lookup_tells_which_kind_of_name_it_found(few: Gazetteer) -> None:
    assert kinds(few, "paris") == [("geonames:2988507", "main"), ("geonames:4717560", "main")]
    assert kinds(few, "Lutece") == [("geonames:2988507", "alternate")]
    assert kinds(few, "Lutetia") == [("geonames:2988507", "historic")]
    assert kinds(few, "US") == kinds(few, "U.S.") == [("geonames:6252001", "abbreviation")]
    assert kinds(few, "American") == [("geonames:6252001", "demonym")]
    assert kinds(few, "Փարիզ") == [("geonames:2988507", "alternate")]
    assert kinds(few, "Old road") == [("araxes:old-road", "main")]
    assert kinds(few, "Narnia") == []


def test_a_place_knows_its_division_country_names_and_line(few: Gazetteer) -> None:
    paris = few.place("geonames:4717560")
    assert paris is not None and paris.admin1 == "Texas" and paris.country == "USA"
    division, country = few.admin1(paris), few.country("USA")
    assert division is not None and division.id == "geonames:4736286" and few.admin1(division) is None
    assert country is not None and country.name == "United States" and few.country("ZZZ") is None
    france = few.place("geonames:2988507")
    assert france is not None and few.names(france) == {"fa": ("پاریس",), "hy": ("Փարիզ",)}
    road = few.place("araxes:old-road")
    assert road is not None and few.line(road) == ((33.0, -95.0), (33.5, -95.5)) and few.line(paris) == ()
    assert few.place("geonames:1") is None


def test_longest_counts_the_words_of_names_that_begin_so(few: Gazetteer) -> None:
    assert (few.longest("united"), few.longest("state"), few.longest("paris"), few.longest("xyz")) == (2, 3, 1, 1)


def test_len_and_about(few: Gazetteer) -> None:
    assert len(few) == 5 and few.about()["places"] == "5" and few.about()["format"] == str(index.FORMAT)


def test_the_same_text_gives_the_same_index(tmp_path: Path) -> None:
    data = written(tmp_path, ROWS)
    first, second = (index.write_index(data, tmp_path / f"{n}.sqlite").read_bytes() for n in (1, 2))
    assert first == second


def test_a_broken_text_leaves_the_old_index(tmp_path: Path) -> None:
    path = index.write_index(written(tmp_path, ROWS), tmp_path / "few.sqlite")
    before = path.read_bytes()
    with pytest.raises(ValueError, match="zip"):
        index.write_index(written(tmp_path, ["7\tNo cells"]), path)
    assert path.read_bytes() == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["few.sqlite", "gazetteer"]


def test_no_text_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no gazetteer text"):
        index.write_index(tmp_path, tmp_path / "few.sqlite")


def test_a_missing_or_foreign_index_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match=r"python -m geo\.index"):
        Gazetteer.open(tmp_path / "none.sqlite")
    foreign = tmp_path / "foreign.sqlite"
    foreign.write_bytes(b"this is no database, only some text that is longer than a header" * 9)
    with pytest.raises(GazetteerError, match="not an index of this version"):
        Gazetteer.open(foreign)


def test_a_gazetteer_of_a_few_places_in_memory() -> None:
    ohio = Place(id="geonames:5165418", name="Ohio", lat=40.25, lon=-83, country="USA", feature_code="ADM1")
    troy = Place(id="geonames:4526576", name="Troy", lat=40.04, lon=-84.2, country="USA", admin1="Ohio")
    small = Gazetteer([(ohio, ["Buckeye State"]), (troy, [])])
    assert small.place(troy.id) == troy and kinds(small, "buckeye state") == [(ohio.id, "alternate")]


def test_near_crosses_the_antimeridian_and_the_equator() -> None:
    def spot(number: int, lat: float, lon: float) -> tuple[Place, list[str]]:
        return Place(id=f"geonames:{number}", name=f"Spot {number}", lat=lat, lon=lon), []

    islands = Gazetteer([spot(1, -0.1, 179.9), spot(2, 0.1, -179.9), spot(3, 0.1, 170.0), spot(4, 89.9, 10.0)])
    assert [row.id for _, row in islands.near(0.05, 179.95, 50)] == ["geonames:2", "geonames:1"]
    assert [row.id for _, row in islands.near(89.95, -170.0, 50)] == ["geonames:4"]
    assert islands.near(0.0, 0.0, 100) == ()


@given(st.floats(-80, 80), st.floats(-180, 180))
def test_near_agrees_with_measuring_every_place(lat: float, lon: float) -> None:
    points = [(a, b) for a in (-60.2, -0.2, 0.2, 39.8) for b in (-179.9, -20.0, 46.7, 179.9)]
    all_places = [Place(id=f"geonames:{n}", name=f"P{n}", lat=a, lon=b) for n, (a, b) in enumerate(points, 1)]
    found = {row.id for _, row in Gazetteer([(place, []) for place in all_places]).near(lat, lon, 900)}
    assert found == {place.id for place in all_places if distance_km(lat, lon, place.lat, place.lon) <= 900}


# What GeoNames' tables get wrong or leave out around the Aras


@pytest.mark.parametrize(
    ("name", "id", "country"),
    [
        ("Khankendi", "geonames:146970", "AZE"),
        ("Stepanakert", "geonames:146970", "AZE"),
        ("Степанакерт", "geonames:146970", "AZE"),
        ("Xankəndi", "geonames:146970", "AZE"),
        ("Shushi", "geonames:147105", "AZE"),
        ("Шуша", "geonames:147105", "AZE"),
        ("Karvachar", "geonames:586268", "AZE"),
        ("Berdzor", "geonames:147625", "AZE"),
        ("Bilasuvar", "geonames:147310", "AZE"),
        ("Bileh Savar", "geonames:140494", "IRN"),
        ("Parsabad", "geonames:121380", "IRN"),
        ("Aslan Duz", "geonames:142703", "IRN"),
        ("Khoda Afarin Dam", "araxes:dam-khoda-afarin", None),
        ("Hadrut", "araxes:hadrut", "AZE"),
        ("Martakert", "araxes:aghdara", "AZE"),
        ("Goris-Kapan road", "araxes:goris-kapan-road", "ARM"),
        ("Margara bridge", "araxes:xing-margara", None),
        ("Lachin corridor", "araxes:lachin-corridor", "AZE"),
        ("Norduz", "araxes:xing-norduz", None),
        ("Araxes", "araxes:river-aras", None),
        ("Nagorno-Karabakh", "araxes:nkao", "AZE"),
    ],
)
def test_names_of_the_region(world: Gazetteer, name: str, id: str, country: str | None) -> None:
    assert (id, country) in [(row.id, row.country) for row in world.lookup(name)]


def test_bilasuvar_is_not_called_pushkino(world: Gazetteer) -> None:
    names = {row.name for row in world.lookup("Bilasuvar") if row.feature_class == "P"}
    assert names == {"Bilasuvar"}


@pytest.mark.parametrize(
    ("name", "country", "impostor"),
    [("Ganja", "AZE", "Yevlakh"), ("Kars", "TUR", "Kadirli"), ("Tehran", "IRN", "Tīrān")],
)
def test_no_town_borrows_the_name_of_a_great_one(world: Gazetteer, name: str, country: str, impostor: str) -> None:
    assert impostor not in {row.name for row in world.lookup(name) if row.country == country}


@pytest.mark.parametrize("name", ["Julfa", "Astara"])
def test_towns_on_both_banks(world: Gazetteer, name: str) -> None:
    towns = [row for row in world.lookup(name) if row.feature_class == "P" and row.country in {"AZE", "IRN"}]
    assert {row.country for row in towns} == {"AZE", "IRN"}


def test_seats_are_known_although_their_population_is_wrong(world: Gazetteer) -> None:
    khankendi = world.place("geonames:146970")
    assert khankendi is not None and khankendi.feature_code == "PPLA"
    assert geocode("Lerik")[0].place.country == "AZE"


def test_jolfa_lies_in_east_azerbaijan(world: Gazetteer) -> None:
    jolfa = world.place("geonames:130081")
    assert jolfa is not None and jolfa.admin1 == "East Azerbaijan Province"
    assert geocode("Jolfa, East Azerbaijan, Iran")[0].place.id == jolfa.id


def test_no_glued_names_codes_or_links(world: Gazetteer) -> None:
    for junk in ("Karvachar Kalbajar", "BAK", "https://en.wikipedia.org/wiki/Baku", "han ken de"):
        assert "AZE" not in {row.country for row in world.lookup(junk)}


def test_dual_names_in_every_language_of_the_region(world: Gazetteer) -> None:
    shusha = world.place("geonames:147105")
    assert shusha is not None
    assert world.names(shusha) == {
        "az": ("Şuşa",),
        "en": ("Shusha", "Shushi"),
        "fa": ("شوشا",),
        "hy": ("Շուշի",),
        "ru": ("Шуша",),
    }


def test_lines_of_roads_run_between_their_ends(world: Gazetteer) -> None:
    road, goris, kapan = (world.place(i) for i in ("araxes:goris-kapan-road", "geonames:174895", "geonames:174875"))
    assert road and goris and kapan
    points = world.line(road)
    assert distance_km(*points[0], *goris.latlon) < 2 and distance_km(*points[-1], *kapan.latlon) < 2


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("U.S.", "USA"), ("USA", "USA"), ("the United States", "USA"), ("UK", "GBR"), ("Britain", "GBR"),
        ("UAE", "ARE"), ("DRC", "COD"), ("Burma", "MMR"), ("Ivory Coast", "CIV"), ("Swaziland", "SWZ"),
        ("Macedonia", "MKD"), ("Republic of Korea", "KOR"), ("DPRK", "PRK"), ("Holland", "NLD"), ("Turkiye", "TUR"),
        ("Islamic Republic of Iran", "IRN"), ("Persia", "IRN"), ("Czech Republic", "CZE"),
        ("Russian Federation", "RUS"),
    ],
)  # fmt: skip
def test_other_names_of_countries(world: Gazetteer, name: str, country: str) -> None:
    assert country in [row.country for row in world.lookup(name) if row.feature_code == "PCLI"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Middle East", "RGN"), ("South Caucasus", "RGN"), ("Sahel", "RGN"), ("Balkans", "RGN"), ("West Bank", "ADM1"),
        ("Gaza Strip", "ADM1"), ("Horn of Africa", "RGN"), ("Persian Gulf", "GULF"), ("Strait of Hormuz", "STRT"),
        ("Caspian Sea", "SEA"), ("Lake Sevan", "LK"), ("Nile", "STM"), ("Sahara", "DSRT"), ("Himalayas", "MTS"),
        ("Crete", "ADM1"), ("Lampedusa", "ISL"), ("Heathrow Airport", "AIRP"), ("Africa", "CONT"), ("Texas", "ADM1"),
        ("Orange County", "ADM2"), ("Atlantic Ocean", "OCN"), ("USSR", "PCLH"), ("New England", "RGN"),
    ],
)  # fmt: skip
def test_the_rest_of_the_world(world: Gazetteer, name: str, code: str) -> None:
    assert code in [row.feature_code for row in world.lookup(name)]


def test_state_abbreviations_are_marked_as_such(world: Gazetteer) -> None:
    for name, state in {"TX": "Texas", "Calif.": "California", "Ont.": "Ontario", "NSW": "New South Wales"}.items():
        assert (state, "abbreviation") in [(row.name, KINDS[row.kind]) for row in world.lookup(name)]


def test_every_row_is_plausible(world: Gazetteer) -> None:
    rows = world._index.execute("SELECT id, name, lat, lon, country, radius_km FROM place").fetchall()
    assert len(rows) > 280_000 and len({row[0] for row in rows}) == len(rows)
    for id, name, lat, lon, country, radius in rows:
        assert name.strip() == name and name and "\t" not in name, id
        assert -90 <= lat <= 90 and -180 <= lon <= 180 and 0 < radius < 10_000, id
        assert country is None or alpha2(country), id


def test_the_region_s_places_lie_in_their_countries(world: Gazetteer) -> None:
    query = "SELECT id FROM place WHERE feature_class IN ('P', 'S') AND country = ? AND id LIKE 'araxes:%'"
    for country in ("AZE", "ARM", "IRN"):
        outline = shapes.country(country)
        assert outline is not None
        for (id,) in world._index.execute(query, (country,)):
            place = world.place(id)
            assert place is not None, id
            assert Point(place.lonlat).distance(outline) * 111 <= place.radius_km, id


def test_the_text_was_made_from_the_tables_as_they_stand(world: Gazetteer) -> None:
    for fact in read_table(TABLES / "regional.tsv"):
        place = world.place(index.full_id(fact["geonameid"] or fact["id"]))
        assert place is not None and place.name == fact["name"], fact["id"]
    for fact in read_table(TABLES / "features.tsv"):
        assert world.lookup(fact["name"].partition(" (")[0]), fact["name"]


def test_sources_name_every_file_with_its_checksum() -> None:
    sources = tomllib.loads((index.DATA / "SOURCES.toml").read_text(encoding="utf-8"))
    files = sorted((index.DATA / "gazetteer").glob("*.tsv.xz"))
    assert len(files) == 7
    for file in files:
        row = sources[f"gazetteer/{file.name}"]
        data = file.read_bytes()
        assert row["sha256"] == hashlib.sha256(data).hexdigest() and len(data) < 11e6
        assert row["rows"] == lzma.decompress(data).count(b"\n") - 1
        assert row["licence"] and row["attribution"] and row["origin"]


def test_country_codes() -> None:
    assert [alpha3(code) for code in ("az", "AZE", "UK", "xk", "", "ZZZ")] == ["AZE", "AZE", "GBR", "XKX", None, None]


# Asking


@pytest.mark.parametrize(
    ("query", "id"),
    [
        ("Shusha", "geonames:147105"),
        ("Paris", "geonames:2988507"),
        ("Paris, Texas", "geonames:4717560"),
        ("Paris, TX", "geonames:4717560"),
        ("Paris (Texas), USA", "geonames:4717560"),
        ("Washington, D.C.", "geonames:4140963"),
        ("Georgia", "geonames:614540"),
        ("Kabul, Afganistan", "geonames:1138958"),
        ("Stepanakrt", "geonames:146970"),
        ("Teheran", "geonames:112931"),
        ("Khankendi/Stepanakert", "geonames:146970"),
        ("Shushi (Shusha), Azerbaijan", "geonames:147105"),
    ],
)
def test_geocode(query: str, id: str) -> None:
    assert geocode(query)[0].place.id == id


@pytest.mark.parametrize("query", ["", "  ", ",,", "Xyzzyplugh", "Shusha, France", "Paris, Narnia", "zz"])
def test_what_is_unknown_stays_unknown(query: str) -> None:
    assert geocode(query) == ()


def test_scores_are_shares_and_a_misspelling_lowers_them() -> None:
    for query in ("Springfield", "Shusha", "Cambridge"):
        scores = [found.score for found in geocode(query, limit=500)]
        assert 0 < sum(scores) <= 1.05 and scores == sorted(scores, reverse=True)
    assert geocode("Stepanakrt")[0].score < geocode("Stepanakert")[0].score


def test_country_narrows_and_takes_both_codes() -> None:
    assert {found.place.country for found in geocode("Astara", country="IR")} == {"IRN"}
    assert geocode("Astara", country="IRN") == geocode("Astara", country="ir")
    with pytest.raises(ValueError, match="ISO 3166-1"):
        geocode("Astara", country="Persia")


@given(st.text(max_size=30))
def test_any_text_may_be_asked(query: str) -> None:
    assert all(0 <= match.score <= 1 for match in matches(query, gazetteer=Gazetteer.bundled()))


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_edit_distance_is_a_distance(one: str, other: str) -> None:
    there, back = edit_distance(one, other, 9), edit_distance(other, one, 9)
    assert there == back and (there == 0) == (one == other) and there <= max(len(one), len(other))


def test_describe_names_the_country_whose_outline_holds_the_point() -> None:
    north_bank = describe(39.37, 48.36)
    assert north_bank.border_with and "border" in north_bank.words
    inland = describe(39.0, 48.0)
    assert (inland.country, inland.admin1, inland.border_with) == ("IRN", "Ardabil Province", ())
    assert inland.words == "7 km west of Germi, Ardabil Province, Iran"
    at_sea = describe(42, 50.7)
    assert at_sea.country is None and at_sea.words == "in or near the Caspian Sea"
    with pytest.raises(ValueError, match="latitude"):
        describe(91, 0)


def test_a_vague_point_near_a_border_may_be_on_it() -> None:
    jolfa = describe(38.90, 45.63)
    assert jolfa.border_with == () and describe(38.90, 45.63, accuracy_km=10).border_with == ("AZE",)
