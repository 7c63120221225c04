/** The static data file (geodata/views/places.py, client_data) as typed arrays that are made once. */

export const NONE = -1;
const NEVER = 9999;

/** What each place shows, year by year, so that the appearances of one moment lie side by side. @param {any} data */
export function byYear({ places, segments, firstYear, lastYear }) {
  const n = places.id.length;
  const years = lastYear - firstYear + 1;
  const statusAt = new Int8Array(years * n).fill(NONE);
  const policingAt = new Int8Array(years * n).fill(NONE);
  const toldAt = new Int16Array(years * n);
  const firstSegment = new Int32Array(n + 1).fill(segments.place.length);
  for (let s = segments.place.length - 1; s >= 0; s--) {
    const place = segments.place[s];
    firstSegment[place] = s;
    const until = Math.min(segments.to[s], lastYear);
    for (let year = Math.max(segments.from[s], firstYear); year <= until; year++) {
      statusAt[(year - firstYear) * n + place] = segments.status[s];
      policingAt[(year - firstYear) * n + place] = segments.policing[s];
      toldAt[(year - firstYear) * n + place] = segments.told[s];
    }
  }
  for (let place = n - 1; place >= 0; place--) {
    if (firstSegment[place] > firstSegment[place + 1]) firstSegment[place] = firstSegment[place + 1];
  }
  return { statusAt, policingAt, toldAt, firstSegment };
}

/** Sanctuary policies come first: only their starts are adoptions. Runs of cooperation follow. @param {any} data */
export const ofRuns = ({ runs, adoptions }) => ({
  adoptions,
  runCount: runs.place.length,
  runPlace: Int32Array.from(runs.place),
  runStart: Int16Array.from(runs.start),
  runEnd: Int16Array.from(runs.end, (end) => Math.min(end, NEVER)),
  runPolicing: Int8Array.from(runs.policing),
  runBound: Uint8Array.from(runs.bound),
});

/** @param {any} data */
export const ofUndated = ({ undated }) => ({
  undatedPlace: Int32Array.from(undated.place),
  undatedStatus: Int8Array.from(undated.status),
  undatedPolicing: Int8Array.from(undated.policing),
  undatedTold: Int16Array.from(undated.told),
});
