"""The shipped tables against their schemas, and against facts known from outside."""

import re

import pytest

from geodata.cli.checks.report import check
from geodata.codes import AgreementModel, Event, Level, Measure, Policing, Provision, SourceKind, Value
from geodata.tables import codes
from geodata.tables.atlas import load_atlas
from geodata.tables.codes import Doubt
from geodata.tables.columns import COLUMNS, NOTE_COLUMNS
from geodata.tables.reading import DATA_FOLDER, read_texts

LOOKED_AT = {
    "us-ap287gbans",
    "us-nyc2014",
    "us-nycweak",
    "us-scdates-hadah",
    "us-trac2017-detainers",
    "x-global-edm",
}
"""Sources that the research read for cross-checks and that no row cites."""

README = (DATA_FOLDER / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def atlas():
    return load_atlas()


@pytest.fixture(scope="module")
def texts():
    return read_texts()


def figure(table, **where):
    """The one value of the row that agrees in all columns named."""
    for column, value in where.items():
        table = table[table[column] == value]
    assert len(table) == 1, table
    return table.iloc[0]["value" if "value" in table.columns else "population"]


@pytest.fixture(scope="module")
def report():
    return check()


def test_nothing_shipped_is_at_fault(report):
    assert report.faults == (), "where a change of a table is meant: python -m geodata manifest"


def test_the_report_names_the_large_places_whose_rule_weak_sources_alone_bear(report):
    rows = report.section("States, provinces and large cities").rows
    assert ("us-mi-detroit", "no_ask_no_report", "us-micities (weak)") in rows
    assert ("us-or", "no_ask_no_report", "j2-or21 (reference)") in rows
    assert not any(row[0] == "us-ca" for row in rows)


def test_the_report_counts_the_doubtful_counts_of_sources(report):
    counted = {reason: int(count) for _table, reason, count in report.section("Doubtful counts").rows}
    assert counted[Doubt.MORE_VEHICLES] == 256
    assert counted[Doubt.FAR_OFF] == 343


def test_every_table_that_the_code_knows_is_shipped(texts):
    assert set(texts[0]) == {*COLUMNS, *NOTE_COLUMNS}


@pytest.mark.parametrize("name", [*COLUMNS, *NOTE_COLUMNS])
def test_files_are_utf8_without_mark_with_line_feeds(name):
    content = (DATA_FOLDER / f"{name}.csv").read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content
    assert content.endswith(b"\n")


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("places", 3352),
        ("policies", 1918),
        ("listings", 915),
        ("removals", 5707),
        ("crossings", 312),
        ("crossing_counts", 20685),
        ("population", 3250),
        ("population_estimates", 27),
        ("port_pairs", 120),
        ("article_claims", 24),
        ("sources", 1359),
        ("events", 1918),
        ("agreements", 2086),
    ],
)
def test_all_rows_of_the_research_were_carried_over(atlas, name, rows):
    assert len(getattr(atlas, name)) == rows


def test_places_lie_in_42_countries(atlas):
    assert atlas.places["country"].nunique() == 42


def test_now_is_the_latest_dated_row(atlas):
    assert atlas.data_date.isoformat() == "2026-06-14"


@pytest.mark.parametrize(
    ("country", "period", "basis", "measure", "breakdown", "value"),
    [
        ("US", "2012", "fiscal_oct", "ice_removals", "total", 409_849),
        ("US", "2016", "fiscal_oct", "ice_removals", "total", 240_255),
        ("US", "2012", "fiscal_oct", "removals", "total", 415_636),
        ("US", "2019", "fiscal_oct", "removals", "total", 359_885),
        ("US", "2019", "fiscal_oct", "removals", "total (OHSS key metrics, rounded to 10)", 347_230),
        ("US", "2024", "fiscal_oct", "removals", "total (OHSS key metrics, rounded to 10)", 329_990),
        ("CA", "2012", "calendar", "removals", "total", 18_960),
        ("CA", "2017", "fiscal_apr", "removals", "total", 8_014),
    ],
)
def test_figures_are_those_of_the_official_tables(atlas, country, period, basis, measure, breakdown, value):  # noqa: PLR0917
    where = {"country": country, "period": period, "year_basis": basis, "measure": measure}
    assert figure(atlas.removals, **where, breakdown=breakdown) == value


def test_the_us_had_325_million_residents_in_2017(atlas):
    us = atlas.population[(atlas.population["country"] == "US") & (atlas.population["year"] == 2017)]
    assert 324_000_000 < us["population"].item() < 327_000_000


@pytest.mark.parametrize(
    ("place_id", "event", "date"),
    [
        ("us-ca-los-angeles", "adopted", "1979"),
        ("ca-on-toronto", "adopted", "2013-02-21"),
        ("ca-on-hamilton", "adopted", "2014-02-12"),
        ("ca-qc-montreal", "adopted", "2017-02-20"),
        ("us-ct-new-haven", "strengthened", "2007-07-24"),
    ],
)
def test_policies_bear_the_dates_of_the_record(atlas, place_id, event, date):
    rows = atlas.policies[(atlas.policies["place_id"] == place_id) & (atlas.policies["event"] == event)]
    assert any(text.startswith(date) for text in rows["date"])


def test_events_of_a_place_are_numbered_from_1_in_the_order_of_the_file(atlas):
    numbers = atlas.policies["event_id"].str.rpartition(".")[2].astype(int)
    assert (numbers == atlas.policies.groupby("place_id").cumcount() + 1).all()


def test_every_place_has_an_event_an_agreement_or_a_listing(atlas):
    told = {row.place_id for row in (*atlas.events, *atlas.agreements)} | {*atlas.listings["place_id"]}
    assert set(atlas.places.index) == told


def test_every_source_is_cited_but_those_that_say_what_was_looked_at(texts):
    tables = texts[0]
    cited = {
        source_id
        for name, table in tables.items()
        if name != "sources"
        for column in {"source_id", "also_source_ids"} & set(table.columns)
        for cell in table[column]
        for source_id in cell.split(";")
    }
    assert set(tables["sources"]["source_id"]) - cited == LOOKED_AT


def test_every_admin1_has_a_name_and_is_in_use(atlas):
    assert set(atlas.admin1.index) == set(atlas.places["admin1"]) - {""}


def test_the_malformed_source_of_the_research_was_repaired(atlas):
    anchor = atlas.sources.loc["f-approx_anchor"]
    assert anchor["title"] == "Approximate display anchor, set by hand (not a measured point)"
    assert anchor["publisher"] == "this research"
    assert anchor["kind"] == "own"


@pytest.mark.parametrize(
    ("alias", "place_id"),
    [
        ("Montreal", "ca-qc-montreal"),
        ("Cologne", "de-koeln"),
        ("Munich", "de-muenchen"),
        ("Zurich", "ch-zuerich"),
        ("Geneva", "ch-geneve"),
        ("Seoul", "kr-seoul"),
        ("NYC", "us-ny-new-york-city"),
        ("LA", "us-ca-los-angeles"),
        ("SPVM", "ca-qc-montreal-police"),
        ("BART", "us-ca-bay-area-rapid-transit-district"),
    ],
)
def test_places_have_the_names_that_readers_type(atlas, alias, place_id):
    rows = atlas.aliases[atlas.aliases["alias"] == alias]
    assert rows["place_id"].tolist() == [place_id]


@pytest.mark.parametrize(("name", "columns"), (COLUMNS | NOTE_COLUMNS).items())
def test_every_column_is_documented_in_order(name, columns):
    [section] = re.findall(rf"^## {name}\.csv\n(.*?)(?=^## |\Z)", README, flags=re.MULTILINE | re.DOTALL)
    documented = re.findall(r"^\| `(\w+)` \|", section, flags=re.MULTILINE)
    assert documented[: len(columns)] == list(columns)


@pytest.mark.parametrize(
    "valid",
    [
        Level,
        Event,
        Measure,
        Policing,
        Provision,
        Value,
        AgreementModel,
        SourceKind,
        Doubt,
        codes.AGENCY_KINDS,
        codes.BINDS,
        codes.LISTS,
        codes.AGGREGATES,
        codes.INSTRUMENTS,
        codes.CROSSING_KINDS,
        codes.BORDERS,
        codes.CROSSING_MEASURES,
        codes.YEAR_BASES,
        codes.REMOVAL_MEASURES,
        codes.ESTIMATE_MEASURES,
    ],
)
def test_every_code_is_documented(valid):
    assert [code for code in valid if f"`{code}`" not in README] == []
