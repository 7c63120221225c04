"""All that holds on a day, as the second rule of force lives through it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tests.reference_rows import (
    ABOVE,
    PROPOSED,
    PROVISIONS,
    SERVICES,
    STRICT,
    UNTOLD,
    UNTOLD_ENDS,
    Held,
    Row,
    Undated,
    binds_staff_alone,
    status_of,
    summary,
    told,
    turn,
)


class Bar(NamedTuple):
    """A provision that a state, province or country allows or requires by a restriction."""

    owner: str
    provision: str
    binds: str
    by: str


@dataclass(frozen=True)
class Seen:
    """What a place shows at the end of a day.

    ``holds`` has (dimension, value, row that began it, number of the run) of all that runs; agreements and
    what is undated have the number 0.
    """

    status: str | None
    policing: str | None
    holds: frozenset[tuple[str, str, str, int]]


@dataclass
class World:
    """All that holds at the end of the day lived through last."""

    places: Mapping[str, Row]
    in_turn: Callable[[Row], Any] = turn
    held: dict[str, dict[str, Held]] = field(default_factory=lambda: defaultdict(dict))
    told_by_restrictions: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    runs: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    agreements: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    bars: list[Bar] = field(default_factory=list)
    new_bars: list[Bar] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    lapsing: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.reach: dict[str, list[str]] = {p: [] for p, row in self.places.items() if row["level"] in ABOVE}
        by_territory: dict[tuple[str, str], list[str]] = defaultdict(list)
        for place_id, row in self.places.items():
            by_territory["country", row["country"]].append(place_id)
            by_territory["admin1", row["admin1"]].append(place_id)
        for owner in self.reach:
            column = "country" if self.places[owner]["level"] == "country" else "admin1"
            inside = by_territory[column, self.places[owner][column]] if self.places[owner][column] else []
            of_own_rank = ("country",) if column == "country" else ABOVE
            self.reach[owner] = [p for p in inside if self.places[p]["level"] not in of_own_rank]
        self.above: dict[str, list[str]] = defaultdict(list)
        for owner, inside in self.reach.items():
            for place_id in inside:
                self.above[place_id].append(owner)

    def live(self, today: Iterable[Row], signed: Iterable[Row], ended: Iterable[Row]) -> None:
        """Let one day happen: countries first, then states, then all below; then what higher laws end."""
        self.new_bars = []
        today = sorted(today, key=self.in_turn)
        for levels in (("country",), ("state", "province"), ("municipality", "county", "agency")):
            for row in today:
                if self.places[row["place_id"]]["level"] in levels:
                    self._happen(row)
                    self._lapse(row["place_id"])
        for row in signed:
            self._sign(row)
        for row in ended:
            self.agreements[row["place_id"]].discard(row["agreement_id"])
            self.words[row["place_id"]] = "ended"
        for bar in self.new_bars:
            self._reach(bar)
        for row in today:
            if row["event"] in PROPOSED:
                self.words[row["place_id"]] = PROPOSED[row["event"]]

    def _happen(self, row: Row) -> None:
        self.named.add(row["place_id"])
        is_high = self.places[row["place_id"]]["level"] in ABOVE
        match row["event"], row["measure"]:
            case (("adopted" | "strengthened" | "reaffirmed"), _):
                self._start(row)
            case "preempted", "restriction" if is_high:
                self._start(row)
            case "preempted", "restriction" if not binds_staff_alone(row):
                self.words[row["place_id"]] = "ended"
                for provision in told(row):
                    self._end(row["place_id"], provision, only=STRICT)
            case "preempted", _:
                self.words[row["place_id"]] = "ended"
                ended = {"services"} if binds_staff_alone(row) else told(row) or UNTOLD_ENDS["police_limits"]
                for dimension in ended:
                    self._end(row["place_id"], dimension)
                self._lift(row["place_id"], set(ended))
            case "rescinded", _:
                self._rescind(row)
            case _:
                pass

    def _start(self, row: Row) -> None:
        place_id, measure, acts = row["place_id"], row["measure"], False
        if binds_staff_alone(row):
            self._hold(row, "services", "")
            self.words[place_id] = "ended"
            return
        for provision, value in told(row).items():
            acts = True
            if value == "ended":
                self._end(place_id, provision)
                self._lift(place_id, {provision})
            else:
                self._tell(row, provision, value)
        dimension = SERVICES.get(measure)
        if measure == "restriction":
            dimension = "restriction"
        elif not told(row) and dimension is None:
            dimension = UNTOLD.get(measure)
        if dimension:
            acts = True
            self._hold(row, dimension, "")
        if acts:
            self.words[place_id] = "ended"

    def _rescind(self, row: Row) -> None:
        place_id, measure = row["place_id"], row["measure"]
        self.words[place_id] = "ended"
        if binds_staff_alone(row):
            self._end(place_id, "services")
        elif told(row):
            for provision, value in told(row).items():
                if value == "ended":
                    self._end(place_id, provision)
                    self._lift(place_id, {provision})
                else:
                    self._tell(row, provision, value)
        elif measure == "restriction":
            for dimension in [d for d, held in self.held[place_id].items() if held.of_restriction]:
                self._end(place_id, dimension)
            self.told_by_restrictions[place_id].clear()
            self._end(place_id, "restriction")
            self._lift(place_id, set(PROVISIONS))
        else:
            ended = UNTOLD_ENDS.get(measure, set())
            for dimension in ended:
                self._end(place_id, dimension)
            self._lift(place_id, ended)

    def _tell(self, row: Row, provision: str, value: str) -> None:
        """Let a provision have a value, where no higher law keeps it out."""
        place_id = row["place_id"]
        is_restriction = row["measure"] == "restriction"
        if value in STRICT:
            self._lift(place_id, {provision})
            if any(b.provision == provision and self._touches(b, place_id) for b in self.bars):
                return
        before = self.held[place_id].get(provision)
        if before is None or before.value != value:
            self._hold(row, provision, value)
            if not is_restriction:
                self._forget(place_id, provision)
        if is_restriction:
            self.told_by_restrictions[place_id].add(provision)
            is_high = self.places[place_id]["level"] in ABOVE
            if is_high and value in ("allowed", "required"):
                self.new_bars.append(Bar(place_id, provision, row["binds"], row["event_id"]))
                self.bars.append(self.new_bars[-1])

    def _hold(self, row: Row, dimension: str, value: str) -> None:
        """Begin a dimension, or its next part, where the row is not merely a fact of what runs."""
        place_id = row["place_id"]
        before = self.held[place_id].get(dimension)
        adjoins = dimension in ("services", "welcome") and row["event"] != "reaffirmed"
        if before is not None and not value and not adjoins:
            return
        if before is None:
            self.runs[place_id, dimension] += 1
        run = self.runs[place_id, dimension]
        of_restriction = dimension in PROVISIONS and row["measure"] == "restriction"
        self.held[place_id][dimension] = Held(value, row["event_id"], run, of_restriction)

    def _end(self, place_id: str, dimension: str, only: Iterable[str] | None = None) -> bool:
        held = self.held[place_id].get(dimension)
        if held is None or (only is not None and held.value not in only):
            return False
        del self.held[place_id][dimension]
        self._forget(place_id, dimension)
        return True

    def _forget(self, place_id: str, provision: str) -> None:
        """A provision is no longer a restriction's."""
        if provision in self.told_by_restrictions[place_id]:
            self.told_by_restrictions[place_id].discard(provision)
            self.lapsing.add(place_id)

    def _lapse(self, place_id: str) -> None:
        """A restriction ends with its last provision."""
        if place_id in self.lapsing and not self.told_by_restrictions[place_id]:
            self.held[place_id].pop("restriction", None)
        self.lapsing.discard(place_id)

    def _lift(self, owner: str, provisions: set[str]) -> None:
        self.bars = [b for b in self.bars if b.owner != owner or b.provision not in provisions]

    def _touches(self, bar: Bar, place_id: str) -> bool:
        level = self.places[place_id]["level"]
        if bar.binds == "police" and level == "county":
            return False
        if bar.binds == "jail" and level not in ("county", "agency"):
            return False
        return bar.owner in self.above[place_id]

    def _reach(self, bar: Bar) -> None:
        for place_id in self.reach[bar.owner]:
            if self._touches(bar, place_id) and self._end(place_id, bar.provision, only=STRICT):
                self.words[place_id] = "ended"
                self._lapse(place_id)

    def _sign(self, row: Row) -> None:
        self.named.add(row["place_id"])
        self.agreements[row["place_id"]].add(row["agreement_id"])

    def show(self, place_id: str, undated: Undated | None, *, listed: bool, include: bool) -> Seen:
        """Return what a place shows now; ``undated`` is None but at the data's date."""
        holds = dict(self.held[place_id])
        agreements = self.agreements[place_id]
        if include and undated:
            for dimension, held in undated.holds().items():
                barred = held.value in STRICT and any(
                    b.provision == dimension and self._touches(b, place_id) for b in self.bars
                )
                if not barred and not self.runs[place_id, dimension]:
                    holds[dimension] = held
        policing = summary({d: h.value for d, h in holds.items()}, len(agreements))
        status = status_of({d: h.value for d, h in holds.items()}, len(agreements))
        if status is None:
            status = self.words.get(place_id) or (undated and undated.word())
        if status is None and (listed or place_id in self.named):
            status = "listed_only"
        shown = {(d, h.value, h.by, h.run) for d, h in holds.items()}
        shown |= {("agreement", "agreed", by, 0) for by in agreements}
        return Seen(status, policing, frozenset(shown))
