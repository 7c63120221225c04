"""Codes that only tables use: those of readers and rules are enums of :mod:`geodata.codes`.

A code that is not listed here is a fault, so that a slip of the pen in a table does not become a series or a
filter of its own. Each is explained in ``geodata/data/README.md``.
"""

from __future__ import annotations

from enum import StrEnum

COUNTRIES = frozenset(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS
    BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE
    EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM
    HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC
    LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA
    NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW
    SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO
    TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
    """.split()  # noqa: SIM905 - codes read best as a paragraph
)
"""Countries and territories: the alpha-2 codes of ISO 3166-1."""

AGGREGATES = frozenset(
    """
    EU EU+ EU27 EU28
    """.split()  # noqa: SIM905 - codes read best as a paragraph
)
"""Groups of countries that sources count as one: the EU at some size; ``EU+`` adds Iceland, Liechtenstein,
Norway and Switzerland."""

INSTRUMENTS = frozenset(
    """
    court_order executive_order law motion network_membership ordinance other pledge police_order
    resolution sheriff_policy state_law statement
    """.split()  # noqa: SIM905 - codes read best as a paragraph
)
"""The legal or political form of a policy event."""

AGENCY_KINDS = frozenset({"sheriff", "municipal police", "state agency", "corrections", "other"})
"""What kind of agency signed a 287(g) agreement."""

RELATIONS = frozenset(
    """
    agency_of constable_of in_county jail_of police_of prosecutor_of school_board_of sheriff_of
    special_police_in state_agency_of transit_police_of
    """.split()  # noqa: SIM905 - codes read best as a paragraph
)
"""What an agency is to a place, or ``in_county``: which county a place lies or works in."""

BINDS = frozenset({"police", "jail", "police;jail", "staff", "all"})
"""Whom a provision binds; empty where that is not known."""

LISTS = frozenset(
    {
        "CIS map of sanctuary cities, counties and states",
        "CIS sanctuary list",
        "DHS sanctuary jurisdiction list",
        "DOJ US sanctuary jurisdiction list",
        "ICE declined-detainer report",
        "ICE detainer acceptance tracker",
    }
)
"""The lists that name places as sanctuaries, each with its maker."""

COORDINATES_FROM = (
    r"geonames:\d+|geonames or hand-set|point of the state|hand-set approximation|hand-entered-approximate"
    r"|census boundary centroid( \(a namesake town lies elsewhere\))?"
)
"""Where the point of a place comes from (a regular expression)."""

_FIPS = """
    AL 01 AK 02 AZ 04 AR 05 CA 06 CO 08 CT 09 DE 10 DC 11 FL 12 GA 13 HI 15 ID 16 IL 17 IN 18 IA 19 KS 20
    KY 21 LA 22 ME 23 MD 24 MA 25 MI 26 MN 27 MS 28 MO 29 MT 30 NE 31 NV 32 NH 33 NJ 34 NM 35 NY 36 NC 37
    ND 38 OH 39 OK 40 OR 41 PA 42 RI 44 SC 45 SD 46 TN 47 TX 48 UT 49 VT 50 VA 51 WA 53 WV 54 WI 55 WY 56
    AS 60 GU 66 MP 69 PR 72 VI 78
""".split()  # noqa: SIM905 - codes read best as a paragraph

STATE_FIPS: dict[str, str] = {
    f"US-{state}": fips for state, fips in zip(_FIPS[::2], _FIPS[1::2], strict=True)
}
"""ISO 3166-2 code of a US state or territory -> its FIPS code, with which its counties' GEOIDs begin."""

CROSSING_KINDS = frozenset(
    """
    arrival_place irregular_crossing port_of_entry route sector
    """.split()  # noqa: SIM905 - codes read best as a paragraph
)
"""What kind of place a crossing is."""

BORDERS = frozenset(
    """
    AL-GR ATLANTIC AU-SEA BALKAN BLACK-SEA CHANNEL DARIEN EU-EAST MED-CENTRAL MED-EAST MED-WEST
    US-CA US-COASTAL US-MX
    """.split()  # noqa: SIM905 - codes read best as a paragraph
)
"""The border or sea that a crossing belongs to."""

CROSSING_MEASURES = frozenset(
    """
    apprehensions boat_arrivals bus_passengers detections encounters_usbp expulsions_title42
    hotspot_arrivals hotspot_arrivals_12_months_to_date hotspot_arrivals_jun_dec_2023
    hotspot_arrivals_ytd_rounded irregular_transits pedestrians people_all_modes
    personal_vehicle_passengers personal_vehicles rcmp_interceptions
    rcmp_interceptions_cumulative_since_2017 rcmp_interceptions_ytd sea_arrivals
    sea_arrivals_rounded small_boat_arrivals train_passengers trucks
    """.split()  # noqa: SIM905 - codes read best as a paragraph
)
"""What is counted at a crossing; never added across."""

YEAR_BASES = frozenset(
    """
    calendar fiscal_apr fiscal_jul fiscal_oct
    """.split()  # noqa: SIM905 - codes read best as a paragraph
)
"""When the year of a figure starts: 1 January, or the first day of the month named (US October, Canada April,
Australia and New Zealand July); a fiscal year is named by the year in which it ends."""

REMOVAL_MEASURES = frozenset(
    """
    administrative_returns apprehensions_dhs apprehensions_title8 apprehensions_usbp
    assisted_returns asylum_claims asylum_claims_ytd departures_all departures_unsupervised
    detainers_issued encounters_northern_border encounters_ofo encounters_usbp
    enforced_returns enforced_returns_12_months enforced_returns_ytd enforcement_returns
    expulsions_title42 frontex_coordinated_returns ice_administrative_arrests_all
    ice_arrests_ytd ice_detention_average_daily_population ice_detention_book_ins
    ice_detention_book_ins_ytd ice_detention_population_snapshot
    ice_ero_administrative_arrests ice_ero_arrests_by_state_ytd ice_removals
    ice_removals_by_citizenship ice_removals_ytd immigration_detention_daily_average
    immigration_detention_daily_average_quarter immigration_detention_persons
    immigration_detention_persons_quarter inadmissibles_title8 nationals_returned_received
    orders_executed_national orders_to_leave orders_to_leave_national orders_to_leave_quarter
    police_referrals_to_cbsa rcmp_interceptions refusals_and_pushbacks_at_border
    refused_entry_departed removal_orders_issued removals removals_failed removals_inventory
    removals_quarter removals_ytd repatriations returns returns_all returns_following_order
    returns_following_order_quarter voluntary_returns
    """.split()  # noqa: SIM905 - codes read best as a paragraph
)
"""What a figure of ``removals`` counts; never added across. Endings such as ``_ytd`` and ``_quarter`` say of
what period (:mod:`geodata.figure_kinds`)."""

ESTIMATE_MEASURES = frozenset(
    """
    foreign_born_population_pew foreign_born_population_pew_jan foreign_born_population_pew_jun
    lawful_immigrant_population_pew unauthorized_population_cis_jan unauthorized_population_cis_jul
    unauthorized_population_dhs unauthorized_population_fair_mar
    unauthorized_population_home_affairs unauthorized_population_mbie unauthorized_population_pew
    unauthorized_population_range
    """.split()  # noqa: SIM905 - codes read best as a paragraph
)
"""Whose estimate of which population."""


class Doubt(StrEnum):
    """Why a count is doubtful."""

    MORE_VEHICLES = "more_vehicles_than_passengers"
    FAR_OFF = "far_from_neighbours"
