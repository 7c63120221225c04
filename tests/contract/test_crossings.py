"""The shipped crossings against facts known from outside the tables."""

import csv

import numpy as np
import pandas as pd
import pytest
import shapely

from geodata.crossings.counts import MONTHLY_FILE, layer_values, monthly_table, yearly_counts
from geodata.crossings.measures import PEOPLE, PEOPLE_MODES, crossing_measures
from geodata.crossings.notes import crossing_notes
from geodata.crossings.rows import crossings_frame, display_anchors
from geodata.crossings.series import crossing_series
from geodata.geometry.boundaries import load_boundaries
from geodata.geometry.geodesy import geod_distance_km
from geodata.near.zone_members import places_in_zone, ports_in_zone
from geodata.tables.atlas import load_atlas

KM_FROM_BORDER = 25

FAR_FROM_THE_LAND_BORDER = {
    # Ferry and cruise ports: the border they serve is the sea between.
    "poe-us-0101": "Portland, ME (ferry to Nova Scotia)",
    "poe-us-0112": "Bar Harbor, ME (ferry to Nova Scotia)",
    "poe-us-3007": "Port Angeles, WA (ferry to Victoria)",
    "poe-us-3010": "Anacortes, WA (ferry to Sidney)",
    "poe-us-3014": "Friday Harbor, WA (ferry to Sidney)",
    "poe-us-3102": "Ketchikan, AK (ferry to Prince Rupert)",
    # The border runs through Passamaquoddy Bay, where the 1:50m land line has ended already.
    "poe-us-0103": "Eastport, ME",
    "poe-ca-nb-campobello": "Campobello, NB",
}

# Totals by measure of the source table as it was read (BTS Border Crossing/Entry Data, keg4-3bc2,
# January 1996 to February 2025, 399,396 figures).
BTS_TOTALS = {
    "bus_passengers": 157_440_883,
    "buses": 9_407_326,
    "pedestrians": 1_258_721_341,
    "personal_vehicle_passengers": 6_334_900_627,
    "personal_vehicles": 3_053_435_312,
    "rail_containers_empty": 29_334_470,
    "rail_containers_loaded": 51_273_223,
    "train_passengers": 7_224_043,
    "trains": 1_089_077,
    "truck_containers_empty": 84_960_628,
    "truck_containers_loaded": 244_280_770,
    "trucks": 327_788_026,
}

# Detections of the Frontex table, January 2009 to April 2025: 4,966,869 with the 71 of "Other" routes.
FRONTEX_TOTAL = 4_966_869 - 71


@pytest.fixture(scope="module")
def atlas():
    return load_atlas()


def total(frame):
    return int(frame["value"].sum())


@pytest.mark.parametrize("frequency", ["yearly", "monthly"])
@pytest.mark.parametrize(
    ("border", "year", "people"),
    [
        # pedestrians 42,598,071 + personal vehicle passengers 143,624,530 + bus passengers 1,732,107
        # + train passengers 11,070, summed over the ports of the source table
        ("US-MX", 2017, 187_965_778),
        # 522,954 + 50,562,959 + 1,713,110 + 284,546
        ("US-CA", 2019, 53_083_569),
        # 47,544 + 10,056,443 + 160,990 + 57,068
        ("US-CA", 2020, 10_322_045),
    ],
)
def test_people_over_a_border_are_the_sources_figures(atlas, border, year, people, frequency):
    frame = crossings_frame(
        atlas, borders=[border], measures=[PEOPLE], years=(year, year), frequency=frequency
    )
    assert total(frame) == people


def test_the_monthly_table_holds_every_figure_of_its_sources(atlas):
    table = monthly_table(atlas)
    totals = table.groupby("measure", observed=True)["value"].sum().to_dict()
    assert totals == {**BTS_TOTALS, "detections": FRONTEX_TOTAL}
    # one figure of the 399,396 and 1,792 stands twice (0 and 2,175, Sasabe, February 2021); 33 have no place
    assert len(pd.read_parquet(atlas.folder / MONTHLY_FILE)) == 399_396 + 1_792 - 1 - 33


def test_zeros_before_a_ports_first_figure_are_no_figures(atlas):
    table, shipped = monthly_table(atlas), pd.read_parquet(atlas.folder / MONTHLY_FILE)
    left_out = shipped.loc[shipped.index.difference(table.index)]
    assert set(left_out["value"]) == {0}
    assert len(left_out) == 1_284
    san_ysidro = crossing_series(atlas, "poe-us-2504", PEOPLE, "monthly")
    assert san_ysidro.points[0].period == "1997-03"


def test_the_monthly_table_has_one_row_a_key_and_known_crossings(atlas):
    table = monthly_table(atlas)
    assert not table.duplicated(["crossing_id", "measure", "breakdown", "month"]).any()
    assert set(table["crossing_id"].cat.categories) <= set(atlas.crossings.index)
    assert set(table["source_id"].cat.categories) <= set(atlas.sources.index)
    months = table["month"].to_numpy()
    assert (months.min(), months.max()) == (199601, 202504)
    assert set(np.unique(months % 100)) == set(range(1, 13))


def test_the_monthly_table_is_small(atlas):
    assert (atlas.folder / MONTHLY_FILE).stat().st_size < 1_500_000


def test_years_of_the_yearly_table_are_sums_of_the_months(atlas):
    months = monthly_table(atlas)
    months = months.assign(period=(months["month"] // 100).astype("str"))
    keys = ["crossing_id", "measure", "period"]
    modes = months[months["measure"].isin(PEOPLE_MODES)].astype({"measure": "str"}).assign(measure=PEOPLE)
    sums = {}
    for part in (months, modes):
        sums |= part.groupby(keys, observed=True)["value"].sum().to_dict()
    given = atlas.crossing_counts
    yearly = given[given["source_id"].isin(["f-bts_border_crossing", "f-frontex_ibc_gdidata"])]
    assert len(yearly) == 17_894 + 121
    differing = [
        (crossing, measure, period, value, sums.get((crossing, measure, period)))
        for crossing, measure, period, value in yearly[[*keys, "value"]].itertuples(index=False)
        if sums.get((crossing, measure, period)) != value
    ]
    assert differing == []


def test_there_are_as_many_crossings_of_each_kind_as_the_article_needs(atlas):
    kinds = atlas.crossings["kind"].value_counts().to_dict()
    assert kinds == {
        "port_of_entry": 237,
        "arrival_place": 32,
        "sector": 21,
        "irregular_crossing": 13,
        "route": 9,
    }


def test_display_anchors_are_told_apart_from_measured_points(atlas):
    anchors = set(atlas.crossings.index[display_anchors(atlas)])
    assert {"irr-ca-roxham-road", "route-darien", "usbp-tucson", "rcmp-ca-qc"} <= anchors
    assert not any(crossing.startswith("poe-") for crossing in anchors)


def test_ports_lie_near_the_border_they_serve(atlas):
    ports = atlas.crossings[atlas.crossings["kind"] == "port_of_entry"]
    lines = load_boundaries("land_borders").set_index("border").geometry
    vertices = {code: shapely.get_coordinates(shapely.segmentize(line, 0.02)) for code, line in lines.items()}
    far = set()
    for port, border, lon, lat in zip(ports.index, ports["border"], ports["lon"], ports["lat"], strict=True):
        xy = vertices[border]
        if geod_distance_km(lon, lat, xy[:, 0], xy[:, 1]).min() > KM_FROM_BORDER:
            far.add(port)
    assert far == set(FAR_FROM_THE_LAND_BORDER)


def test_every_measure_in_the_tables_is_defined_and_every_definition_used(atlas):
    used = set(atlas.crossing_counts["measure"]) | set(monthly_table(atlas)["measure"].cat.categories)
    assert set(crossing_measures()) == used
    for measure in crossing_measures().values():
        assert all((measure.label, measure.definition, measure.who_counts, measure.leaves_out, measure.unit))
        assert measure.year_basis in ("calendar", "fiscal_oct") or not measure.is_series


def test_every_note_has_a_source_and_concerns_something(atlas):
    families = {measure.family for measure in crossing_measures().values()}
    for note in crossing_notes():
        assert note.citation or note.source_id
        assert not note.source_id or note.source_id in atlas.sources.index
        assert set(note.borders) <= set(atlas.crossings["border"])
        assert set(note.families) <= families
        assert set(note.crossing_ids) <= set(atlas.crossings.index)


def test_texts_of_the_measures_are_neutral():
    with (load_atlas().folder / "crossing_measures.csv").open(encoding="utf-8") as lines:
        words = " ".join(" ".join(row.values()) for row in csv.DictReader(lines)).lower()
    assert "illegals" not in words
    assert "alien" not in words
    assert "illegal immigra" not in words


def test_the_articles_winter_of_2017_can_be_seen(atlas):
    manitoba = crossing_series(atlas, "rcmp-ca-mb", "rcmp_interceptions", "monthly")
    quebec = crossing_series(atlas, "rcmp-ca-qc", "rcmp_interceptions", "monthly")
    assert [point.value for point in manitoba.points[:3]] == [19, 142, 170]
    assert [point.value for point in quebec.points[:3]] == [245, 452, 654]


def test_the_southern_borders_long_series_has_its_peak_in_fiscal_2000(atlas):
    series = crossing_series(atlas, "US-MX", "apprehensions")
    peak = max(series.known, key=lambda point: point.value)
    # US Border Patrol, southwest sectors, FY2000: 1,643,679 apprehensions
    assert (peak.period, peak.value) == ("2000", 1_643_679)
    assert series.points[0].period == "1960"


def test_yearly_figures_that_no_table_gives_are_added_up_from_whole_years_only(atlas):
    counts = yearly_counts(atlas)
    buses = counts[counts["measure"] == "buses"]
    assert max(buses["period"]) == "2024"
    months = monthly_table(atlas)
    whole = months[(months["measure"] == "buses") & (months["month"] // 100 == 2023)]
    assert total(buses[buses["period"] == "2023"]) == total(whole)


def test_the_map_shows_a_missing_figure_as_missing(atlas):
    values = layer_values(atlas, PEOPLE, (2017, 2017))
    assert np.isnan(values.value[atlas.crossings.index.get_loc("irr-ca-roxham-road")])
    assert np.nansum(values.value) == 187_965_778 + 52_736_731
    assert not values.complete[np.isnan(values.value)].any()


def test_the_border_zone_holds_every_us_land_port_of_entry(atlas):
    crossings = atlas.crossings
    ports = (crossings["kind"] == "port_of_entry") & (crossings["country_to"] == "US")
    assert ports.sum() == 117
    assert ports_in_zone(atlas)[ports.to_numpy()].all()


def test_places_lie_in_the_border_zone_as_known_from_the_map(atlas):
    inside = dict(zip(atlas.places.index, places_in_zone(atlas), strict=True))
    known = {"us-mi-detroit": True, "us-wa-seattle": True, "us-az-tucson": True, "us-co-denver": False}
    assert {place: bool(inside[place]) for place in known} == known
    assert not any(lies for place, lies in inside.items() if not place.startswith("us"))
