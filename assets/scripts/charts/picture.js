/** A chart saved as a picture, with its title, sources, date and link inside: made in the browser alone. */

import { drawn, dress } from "../dom.js";

const WIDTH = 1100;
const PAD = 28;
const SCALE = 2;

/**
 * @typedef {object} Words
 * @property {string} title
 * @property {string[]} lines what stands under the chart
 * @property {string} made with places for date and link
 * @property {string} name of the file
 * @property {string} ground @property {string} ink @property {string} muted colours
 * @property {{colour: string, label: string}[]} [key] of colours that the chart itself does not tell
 * @property {string} [link] of the view, where it is not the address
 * @property {number} [width] in pixels
 */

/**
 * @param {HTMLElement} chart a Plotly graph
 * @param {Words} words
 * @param {"svg"|"png"} ending
 */
export async function save(chart, words, ending) {
  const picture = await draw(chart, words);
  const text = new XMLSerializer().serializeToString(picture);
  const svg = new Blob([text], { type: "image/svg+xml" });
  download(ending === "svg" ? svg : await paint(svg, picture), words.name, ending);
}

async function draw(chart, words) {
  const width = words.width ?? WIDTH;
  const room = width - 2 * PAD;
  const family = chart.layout.font?.family ?? "sans-serif";
  const height = chart.layout.height ?? chart.offsetHeight;
  const inner = await plot(chart, room, height);
  const link = words.link ?? location.href;
  const date = new Date().toLocaleDateString(document.documentElement.lang || "en", { dateStyle: "long" });
  const made = words.made.replace("{date}", date).replace("{link}", link);
  const title = wrap(words.title, `650 20px ${family}`, room);
  const notes = [...words.lines, made].flatMap((line) => wrap(line, `11.5px ${family}`, room));
  const top = PAD + title.length * 26;
  const key = keyed(words, family, room, top + height + 8);
  const foot = top + height + 10 + key.height;
  const total = foot + notes.length * 16 + PAD - 8;
  const root = drawn("svg", { width, height: total, viewBox: `0 0 ${width} ${total}` });
  drawn("title", {}, root).textContent = words.title;
  drawn("desc", {}, root).textContent = [...words.lines, made].join("\n");
  drawn("rect", { width, height: total, fill: words.ground }, root);
  root.append(dress(inner, { x: PAD, y: top }));
  root.append(lines(title, { size: 20, weight: 650, step: 26, y: PAD + 14, fill: words.ink, family }));
  root.append(key.group);
  root.append(lines(notes, { size: 11.5, weight: 400, step: 16, y: foot + 12, fill: words.muted, family }));
  return root;
}

/** The chart alone as an SVG element, laid out for this width. */
async function plot(chart, width, height) {
  const url = await window.Plotly.toImage(chart, { format: "svg", width, height });
  const text = decodeURIComponent(url.slice(url.indexOf(",") + 1));
  return document.importNode(new DOMParser().parseFromString(text, "image/svg+xml").documentElement, true);
}

/** The key of colours under a chart, in as many rows as it takes. @param {Words} words */
function keyed({ key = [], ink }, family, room, top) {
  const group = drawn("g", { "font-family": family, "font-size": 12, fill: ink });
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `12px ${family}`;
  let [x, row] = [0, 0];
  for (const { colour, label } of key) {
    const wide = 34 + pen.measureText(label).width;
    if (x && x + wide > room) [x, row] = [0, row + 1];
    const [left, middle] = [PAD + x, top + 12 + row * 20];
    drawn("rect", { x: left, y: middle - 6, width: 12, height: 12, rx: 2, fill: colour }, group);
    drawn("text", { x: left + 18, y: middle + 4.5 }, group).textContent = label;
    x += wide;
  }
  return { group, height: key.length ? (row + 1) * 20 + 8 : 0 };
}

function lines(texts, { size, weight, step, y, fill, family }) {
  const text = drawn("text", { "font-family": family, "font-size": size, "font-weight": weight, fill });
  texts.forEach((each, row) => {
    drawn("tspan", { x: PAD, y: y + row * step }, text).textContent = each;
  });
  return text;
}

function wrap(text, font, width) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = font;
  const found = [""];
  for (const word of text.split(" ").flatMap((each) => pieces(each, pen, width))) {
    const longer = found.at(-1) ? `${found.at(-1)} ${word}` : word;
    if (found.at(-1) && pen.measureText(longer).width > width) found.push(word);
    else found[found.length - 1] = longer;
  }
  return found;
}

/** A word in pieces that fit; a link may be longer than a line. */
function pieces(word, pen, width) {
  const found = [];
  let rest = word;
  while (pen.measureText(rest).width > width) {
    let end = rest.length - 1;
    while (end > 1 && pen.measureText(rest.slice(0, end)).width > width) end--;
    found.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return [...found, rest];
}

/** An SVG in pixels. @param {Blob} svg @param {Element} picture the same, with its size */
export async function paint(svg, picture) {
  const image = new Image();
  const url = URL.createObjectURL(svg);
  image.src = url;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = Number(picture.getAttribute("width")) * SCALE;
  canvas.height = Number(picture.getAttribute("height")) * SCALE;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(url);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

/** @param {Blob} blob @param {string} name of the view; the file's own says the date, too @param {string} ending */
export function download(blob, name, ending) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${name}-${new Date().toISOString().slice(0, 10)}.${ending}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
