/** A chart saved as a picture, with its title, sources, date and link inside: made in the browser alone. */

import { drawn, dress } from "../dom.js";

const WIDTH = 1100;
const PAD = 28;
const SCALE = 2;

/**
 * @param {HTMLElement} chart a Plotly graph
 * @param {{title: string, lines: string[], made: string, name: string, ground: string, ink: string, muted: string}} words
 * @param {"svg"|"png"} ending
 */
export async function save(chart, words, ending) {
  const picture = await draw(chart, words);
  const text = new XMLSerializer().serializeToString(picture);
  const svg = new Blob([text], { type: "image/svg+xml" });
  download(ending === "svg" ? svg : await paint(svg, picture), words.name, ending);
}

async function draw(chart, words) {
  const family = chart.layout.font?.family ?? "sans-serif";
  const height = chart.layout.height;
  const inner = await plot(chart, WIDTH - 2 * PAD, height);
  const link = location.href;
  const date = new Date().toLocaleDateString(document.documentElement.lang || "en", { dateStyle: "long" });
  const made = words.made.replace("{date}", date).replace("{link}", link);
  const title = wrap(words.title, `650 20px ${family}`, WIDTH - 2 * PAD);
  const notes = [...words.lines, made].flatMap((line) => wrap(line, `11.5px ${family}`, WIDTH - 2 * PAD));
  const top = PAD + title.length * 26;
  const foot = top + height + 10;
  const total = foot + notes.length * 16 + PAD - 8;
  const root = drawn("svg", { width: WIDTH, height: total, viewBox: `0 0 ${WIDTH} ${total}` });
  drawn("title", {}, root).textContent = words.title;
  drawn("desc", {}, root).textContent = [...words.lines, made].join("\n");
  drawn("rect", { width: WIDTH, height: total, fill: words.ground }, root);
  root.append(dress(inner, { x: PAD, y: top }));
  root.append(lines(title, { size: 20, weight: 650, step: 26, y: PAD + 14, fill: words.ink, family }));
  root.append(lines(notes, { size: 11.5, weight: 400, step: 16, y: foot + 12, fill: words.muted, family }));
  return root;
}

/** The chart alone as an SVG element, laid out for this width. */
async function plot(chart, width, height) {
  const url = await window.Plotly.toImage(chart, { format: "svg", width, height });
  const text = decodeURIComponent(url.slice(url.indexOf(",") + 1));
  return document.importNode(new DOMParser().parseFromString(text, "image/svg+xml").documentElement, true);
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
