/**
 * The filter of geodata/selection/filters.py, once more in the browser, for the reader's hand on the timeline.
 *
 * Pure: no DOM, no network. Everything is decided on typed arrays that are made once; a step of time
 * only compares small integers and leaves no garbage. The server's count comes with every filter, so
 * that the two can be compared at each commit.
 */

import * as payloads from "./payload.js";
import * as tables from "./tables.js";

export const POLICINGS = 8;
const STATUSES = 7;
const { NONE } = tables;
export const IN_FORCE = 0;
export const COOPERATES = 1;

/**
 * What compute() gives. The arrays belong to the engine and are written anew by the next compute().
 * @typedef {object} Computed
 * @property {number|null} from first year, as asked
 * @property {number|null} to last year, as asked
 * @property {number} moment the year at whose end places are described
 * @property {Uint8Array} visible 1 for each selected place
 * @property {Int8Array} status index into data.statuses, -1 before anything is known
 * @property {Int8Array} policing index into data.policings, -1 where a place has no colour
 * @property {Int16Array} told what a place says to the five provisions, packed (payload.js)
 * @property {number} count selected places
 * @property {Int32Array} byPolicing selected places by policing code
 * @property {Int32Array} byStatus selected places by status
 */

/** @typedef {ReturnType<typeof create>} Engine */

/** @param {number} n how many places @returns {Computed} */
function emptyResult(n) {
  return {
    from: null,
    to: null,
    moment: 0,
    visible: new Uint8Array(n),
    status: new Int8Array(n).fill(NONE),
    policing: new Int8Array(n).fill(NONE),
    told: new Int16Array(n),
    count: 0,
    byPolicing: new Int32Array(POLICINGS),
    byStatus: new Int32Array(STATUSES),
  };
}

/** @param {any} data the static data file of geodata/views/places.py (client_data) */
export function create(data) {
  const { places, segments, firstYear, lastYear } = data;
  const n = places.id.length;
  const years = lastYear - firstYear + 1;
  const rowOf = new Map(places.id.map((id, row) => [id, row]));
  const { statusAt, policingAt, toldAt, firstSegment } = tables.byYear(data);
  const { adoptions, runCount, runPlace, runStart, runEnd, runPolicing, runBound } = tables.ofRuns(data);
  const { undatedPlace, undatedStatus, undatedPolicing, undatedTold } = tables.ofUndated(data);
  const timeOk = new Uint8Array(n);
  const measureOk = new Uint8Array(n);
  const programmeOk = new Uint8Array(n);
  const shown = emptyResult(n);
  const scratch = emptyResult(n);
  const histogram = new Int32Array(years * POLICINGS);
  const bounds = new Int32Array(years * POLICINGS);
  const mix = new Int32Array(years * POLICINGS);
  const cooperation = new Int32Array(years);
  const mixKnown = new Uint8Array(years);
  let histogramKnown = false;
  const sizes = { places: n, policings: POLICINGS, statuses: STATUSES, values: data.values.length };
  let filter = payloads.read({ mode: "adopted", from: null, to: null, mask: null }, sizes);

  /** Writes what every place shows at the end of `moment`. */
  function describe(moment, out) {
    out.moment = moment;
    const column = moment - firstYear;
    if (column < 0) {
      out.status.fill(NONE);
      out.policing.fill(NONE);
      out.told.fill(0);
      return;
    }
    out.status.set(statusAt.subarray(column * n, (column + 1) * n));
    out.policing.set(policingAt.subarray(column * n, (column + 1) * n));
    out.told.set(toldAt.subarray(column * n, (column + 1) * n));
    if (!filter.includeUndated || moment !== lastYear) return;
    for (let i = 0; i < undatedPlace.length; i++) {
      out.status[undatedPlace[i]] = undatedStatus[i];
      out.policing[undatedPlace[i]] = undatedPolicing[i];
      out.told[undatedPlace[i]] = undatedTold[i];
    }
  }

  /** Marks places with a run that counts, and with a counting run of a chosen measure or programme. */
  function walkRuns(inForce, from, to, moment) {
    const { measureYear, programmeYear } = filter;
    timeOk.fill(0);
    measureOk.fill(0);
    programmeOk.fill(0);
    const last = inForce ? runCount : adoptions;
    for (let r = 0; r < last; r++) {
      const start = runStart[r];
      const counts = inForce
        ? start <= moment && moment < runEnd[r]
        : (from === null || start >= from) && (to === null || start <= to);
      if (!counts) continue;
      const place = runPlace[r];
      timeOk[place] = 1;
      if (measureYear !== null && measureYear[r] <= moment) measureOk[place] = 1;
      if (programmeYear !== null && programmeYear[r] <= moment) programmeOk[place] = 1;
    }
  }

  /** Whether a place that shows this is among the chosen, but for years, measures and programmes. */
  function isAsked(i, s, p, answers) {
    const { mask, statuses, policings, told } = filter;
    if (mask !== null && mask[i] !== 1) return false;
    if (statuses !== null && (s < 0 || statuses[s] !== 1)) return false;
    if (policings !== null && (p < 0 || policings[p] !== 1)) return false;
    return told === null || told[answers] === 1;
  }

  /** Applies the present filter with other years; `out` is filled, nothing is made. */
  function evaluate(mode, from, to, out) {
    const inForce = mode === "in_force";
    const moment = to === null ? lastYear : Math.min(to, lastYear);
    const hasYears = inForce || from !== null || to !== null;
    out.from = inForce ? null : from;
    out.to = to;
    describe(moment, out);
    if (hasYears) walkRuns(inForce, from, to, moment);
    const wantsMeasure = filter.measureYear !== null || filter.measureMask !== null;
    const wantsProgramme = filter.programmeYear !== null || filter.programmeMask !== null;
    const measures = hasYears ? measureOk : filter.measureMask;
    const programmes = hasYears ? programmeOk : filter.programmeMask;
    const countsUndated = inForce && filter.includeUndated && moment === lastYear;
    const moreMeasures = countsUndated ? filter.undatedMeasureMask : null;
    const moreProgrammes = countsUndated ? filter.undatedProgrammeMask : null;
    const { visible, status, policing, told, byPolicing, byStatus } = out;
    byPolicing.fill(0);
    byStatus.fill(0);
    let count = 0;
    for (let i = 0; i < n; i++) {
      const s = status[i];
      const p = policing[i];
      let ok = isAsked(i, s, p, told[i]);
      if (ok && hasYears) ok = inForce ? s === IN_FORCE || s === COOPERATES : timeOk[i] === 1;
      if (ok && wantsMeasure) ok = measures[i] === 1 || (moreMeasures !== null && moreMeasures[i] === 1);
      if (ok && wantsProgramme) ok = programmes[i] === 1 || (moreProgrammes !== null && moreProgrammes[i] === 1);
      visible[i] = ok ? 1 : 0;
      if (!ok) continue;
      count++;
      if (s >= 0) byStatus[s]++;
      if (p >= 0) byPolicing[p]++;
    }
    out.count = count;
    return out;
  }

  /** Counts what rules at the end of a year, once a filter. @returns {number} its column, below zero before all years */
  function countedColumn(year) {
    const column = Math.min(year, lastYear) - firstYear;
    if (column < 0 || mixKnown[column] === 1) return column;
    const { visible, status, policing } = evaluate("in_force", null, firstYear + column, scratch);
    mix.fill(0, column * POLICINGS, (column + 1) * POLICINGS);
    cooperation[column] = 0;
    for (let i = 0; i < n; i++) {
      if (visible[i] === 0) continue;
      if (status[i] === COOPERATES) cooperation[column]++;
      else mix[column * POLICINGS + policing[i]]++;
    }
    mixKnown[column] = 1;
    return column;
  }

  return {
    data,
    n,

    /** @param {string} id @returns {number} row of a place, -1 where there is none */
    row: (id) => rowOf.get(id) ?? -1,

    /** Takes the payload of geodata/views/places.py (filter_payload). @returns {Computed} */
    setFilter(payload) {
      filter = payloads.read(payload, sizes);
      histogramKnown = false;
      mixKnown.fill(0);
      return evaluate(filter.mode, filter.from, filter.to, shown);
    },

    /** What the present filter leaves with these years. @returns {Computed} */
    compute: (from, to) => evaluate(filter.mode, from, to, shown),

    /**
     * What a packed answer says to one provision, by name.
     * @param {number} told @param {string} provision @returns {string} a value, "" for nothing
     */
    valueOf(told, provision) {
      const digit = payloads.digitOf(told, data.provisions.indexOf(provision), data.values.length + 1);
      return digit === 0 ? "" : data.values[digit - 1];
    },

    /** The last result of setFilter() or compute(). @returns {Computed} */
    get shown() {
      return shown;
    },

    /**
     * Sanctuary runs that start in each year, of the places that the filter leaves when no year
     * restricts, by the colour they start in: [(year - firstYear) * 8 + policing].
     * @returns {Int32Array}
     */
    histogram() {
      if (histogramKnown) return histogram;
      evaluate("adopted", null, null, scratch);
      histogram.fill(0);
      bounds.fill(0);
      for (let r = 0; r < adoptions; r++) {
        const column = runStart[r] - firstYear;
        if (scratch.visible[runPlace[r]] === 1 && column >= 0 && column < years) {
          histogram[column * POLICINGS + runPolicing[r]]++;
          bounds[column * POLICINGS + runPolicing[r]] += runBound[r];
        }
      }
      histogramKnown = true;
      return histogram;
    },

    /** Those of histogram() whose year is only a bound ("by"), in the same order. @returns {Int32Array} */
    histogramBounds() {
      this.histogram();
      return bounds;
    },

    /** Places with a policy in force now only by an undated one, under the other filters. */
    undatedCount() {
      const { undatedMeasureMask: measures, undatedProgrammeMask: programmes } = filter;
      let count = 0;
      for (let i = 0; i < undatedPlace.length; i++) {
        const place = undatedPlace[i];
        let ok = undatedStatus[i] === IN_FORCE && statusAt[(years - 1) * n + place] !== IN_FORCE;
        ok &&= isAsked(place, IN_FORCE, undatedPolicing[i], undatedTold[i]);
        if (ok && measures !== null) ok = measures[place] === 1;
        if (ok && programmes !== null) ok = programmes[place] === 1;
        if (ok) count++;
      }
      return count;
    },

    /**
     * Places with a policy in force at the end of a year under the other filters, by policing code.
     * @param {number} year @returns {Int32Array} a view of eight counts
     */
    inForceMix(year) {
      const column = countedColumn(year);
      if (column < 0) return new Int32Array(POLICINGS);
      return mix.subarray(column * POLICINGS, (column + 1) * POLICINGS);
    },

    /** Places that only cooperate at the end of a year, under the other filters. @param {number} year */
    cooperating(year) {
      const column = countedColumn(year);
      return column < 0 ? 0 : cooperation[column];
    },

    /** Row of the segment that a place shows at the end of a year, -1 where nothing is known. */
    segmentAt(place, year) {
      for (let s = firstSegment[place]; s < firstSegment[place + 1]; s++) {
        if (segments.from[s] <= year && year <= segments.to[s]) return s;
      }
      return NONE;
    },
  };
}
