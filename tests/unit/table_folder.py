"""A small, valid data folder that a test may damage."""

from __future__ import annotations

from pathlib import Path

from geodata.tables.reading import Fault, read_table

TABLES = {
    "admin1": "admin1,country,name\nCA-ON,CA,Ontario\nUS-TX,US,Texas\n",
    "agreements": (
        "agreement_id,place_id,agency,agency_kind,model,signed,ended,ended_not_later_than,last_listed,source_id,"
        "also_source_ids,note\n"
        "us-tx-travis-county.287g-jem-1,us-tx-travis-county,Sheriff,sheriff,jail,2019-05-01,,2021-06,2021-05-20,"
        "s-bts,,\n"
    ),
    "aliases": "place_id,alias\nca-on-toronto,T.O.\n",
    "article_claims": (
        "claim_id,when,subject,claim,figure_as_stated,where_to_see_it\n"
        "c01,2013,ca-on-toronto,Toronto declared itself.,,policies\n"
    ),
    "crossing_counts": (
        "crossing_id,period,measure,value,source_id\n"
        "poe-us-0901,2017,pedestrians,12,s-bts\npoe-us-0901,2017-02,pedestrians,1,s-bts\n"
    ),
    "crossing_places": (
        "crossing_id,name,kind,country_from,country_to,border,lat,lon,source_id\n"
        "poe-us-0901,Buffalo,port_of_entry,CA,US,US-CA,42.9,-78.9,s-bts\n"
        "poe-ca-0901,Fort Erie,port_of_entry,US,CA,US-CA,42.9,-78.9,s-bts\n"
    ),
    "listings": (
        "place_id,list,list_date,list_status,source_id\n"
        "us-tx-travis-county,CIS sanctuary list,2019-04-16,published,s-weak\n"
    ),
    "places": (
        "place_id,name,country,admin1,level,lat,lon,geoid,coordinates_from\n"
        "us-tx-travis-county,Travis County,US,US-TX,county,30.33,-97.78,48453,census boundary centroid\n"
        "ca-on-toronto,Toronto,CA,CA-ON,municipality,43.7,-79.4,,geonames or hand-set\n"
    ),
    "policies": (
        "event_id,place_id,date,date_not_later_than,effective,event,measure,asking,telling,holding,helping,"
        "deputising,binds,programme,instrument,title,summary,source_id,also_source_ids\n"
        "ca-on-toronto.1,ca-on-toronto,2013-02-21,,,adopted,services_access,,,,,,,Access T.O.,motion,"
        '"Undocumented workers, in Toronto","Said ""yes"", by vote.",s-minutes,s-weak;s-bts\n'
        "us-tx-travis-county.1,us-tx-travis-county,,2017-02,,adopted,police_limits,,,limited,,,jail,,"
        "sheriff_policy,A policy,Limits detainers.,s-weak,\n"
    ),
    "population": "country,year,population,source_id\nCA,2017,36545236,s-bts\n",
    "population_estimates": (
        "country,year,measure,value,low,high,source_id\n"
        "CA,2022,unauthorized_population_range,,20000,500000,s-weak\n"
    ),
    "port_pairs": (
        "crossing_id_ca,ca_port,crossing_id_us,us_port,us_bts_port_name,km_to_bts_point,bts_match,lat,lon,note,source_id\n"
        "poe-ca-0901,Fort Erie,poe-us-0901,Buffalo,Buffalo,0.1,same crossing,42.9,-78.9,,s-bts\n"
    ),
    "relations": "place_id,of_place_id,relation\nca-on-toronto,us-tx-travis-county,in_county\n",
    "removals": (
        "country,period,year_basis,measure,breakdown,value,source_id\n"
        "US,2012,fiscal_oct,ice_removals,total,409849,s-bts\n"
        "US,2025-09,fiscal_oct,ice_removals_ytd,fiscal year to 2025-09-20,319980,s-bts\n"
    ),
    "sources": (
        "source_id,title,publisher,kind,url,url_status,published,licence\n"
        "s-minutes,Minutes,City,official,https://example.org/m,,2013-02-21,public record\n"
        "s-bts,Counts,BTS,official,https://example.org/b,,2019-2025,public domain\n"
        "s-weak,A blog,Somebody,weak,,,,facts only\n"
    ),
}


def write_tables(folder: Path, **changed: str) -> Path:
    """Write the folder, with some tables replaced; returns it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (TABLES | changed).items():
        (folder / f"{name}.csv").write_bytes(text.encode())
    return folder


def with_line(name: str, line: str) -> str:
    """The table's text with one more line."""
    return TABLES[name] + line + "\n"


def last_line(name: str) -> int:
    """Line number of the first line after the table's text."""
    return TABLES[name].count("\n") + 1


def replaced(name: str, old: str, new: str) -> str:
    """The table's text with a part of it exchanged."""
    assert old in TABLES[name]
    return TABLES[name].replace(old, new, 1)


def faults(folder: Path, **changed: str) -> list[Fault]:
    """Every fault of the tables that were changed, each read by itself."""
    write_tables(folder, **changed)
    return [fault for name in changed for fault in read_table(folder / f"{name}.csv")[1]]


def only(found: list[Fault]) -> Fault:
    assert len(found) == 1, found
    return found[0]
