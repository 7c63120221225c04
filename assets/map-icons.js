/**
 * The atlas's marks, drawn once and told by shape before colour: the same for the map, the SVG map and
 * the legend. A mark is a few paths around (0, 0) in a box of 24 by 24.
 */
(() => {
  "use strict";

  const atlas = (window.atlas = window.atlas || {});
  const BOX = 24;

  /** Side in pixels of the tile that hatches areas. */
  const HATCH = 6;

  /** Outlines at radius r: told apart without colour. */
  const OUTLINES = {
    circle: (r) => `M${-r} 0A${r} ${r} 0 1 1 ${r} 0A${r} ${r} 0 1 1 ${-r} 0Z`,
    diamond: (r) => {
      const d = r * 1.18;
      return `M0 ${-d}L${d} 0L0 ${d}L${-d} 0Z`;
    },
    square: (r) => {
      const s = r * 0.9;
      const c = r * 0.34;
      return (
        `M${-s + c} ${-s}H${s - c}Q${s} ${-s} ${s} ${-s + c}V${s - c}Q${s} ${s} ${s - c} ${s}` +
        `H${-s + c}Q${-s} ${s} ${-s} ${s - c}V${-s + c}Q${-s} ${-s} ${-s + c} ${-s}Z`
      );
    },
    hexagon: (r) => polygon(6, r * 1.12, 0),
    pentagon: (r) => polygon(5, r * 1.14, -Math.PI / 2),
  };

  /** A badge: police cooperate, whatever kind of place it is. */
  const SHIELD = "M-7.600 -8.200H7.600V-0.500C7.600 4.600 3.600 7.600 0 9.600C-3.600 7.600 -7.600 4.600 -7.600 -0.500Z";
  const PLUS = "M-1.700 -5.600H1.700V-1.700H5.600V1.700H1.700V5.600H-1.700V1.700H-5.600V-1.700H-1.700Z";

  function polygon(corners, r, turn) {
    const points = Array.from({ length: corners }, (_, k) => {
      const angle = turn + (2 * Math.PI * k) / corners;
      return `${(r * Math.cos(angle)).toFixed(2)} ${(r * Math.sin(angle)).toFixed(2)}`;
    });
    return `M${points.join("L")}Z`;
  }

  /** @typedef {{d: string, fill?: string, stroke?: string, width?: number, dash?: number[], cap?: string}} Stroke */

  /** @param {string} hex @param {string} other @param {number} part @returns {string} a mixture, as #rrggbb */
  function mixed(hex, other, part) {
    const a = parseInt(hex.slice(1), 16);
    const b = parseInt(other.slice(1), 16);
    const channel = (shift) => {
      const value = ((a >> shift) & 255) * (1 - part) + ((b >> shift) & 255) * part;
      return Math.round(value).toString(16).padStart(2, "0");
    };
    return `#${channel(16)}${channel(8)}${channel(0)}`;
  }

  /**
   * The paths of one mark.
   * @param {string} shape circle, diamond, square, pentagon or hexagon
   * @param {string} status code of a status
   * @param {string|null} colour of the policing class, null where there is none
   * @param {{ink: string, paper: string}} palette of the theme
   * @returns {Stroke[]} bottom first
   */
  function strokes(shape, status, colour, palette) {
    const outline = OUTLINES[shape];
    const { ink, paper } = palette;
    if (status === "in_force") {
      const big = shape === "hexagon" ? 9 : 8;
      const fill = colour || ink;
      return [
        { d: outline(big), fill: paper, stroke: paper, width: 4.4 },
        { d: outline(big), fill, stroke: mixed(fill, ink, 0.62), width: 1.5 },
      ];
    }
    if (status === "cooperates") {
      const fill = colour || ink;
      return [
        { d: SHIELD, fill: paper, stroke: paper, width: 4 },
        { d: SHIELD, fill, stroke: mixed(fill, ink, 0.5), width: 1.2 },
      ];
    }
    const line = colour || mixed(ink, paper, 0.18);
    const wash = mixed(paper, line, 0.06);
    if (status === "listed_only") {
      return [
        { d: PLUS, fill: paper, stroke: paper, width: 4 },
        { d: PLUS, fill: mixed(paper, ink, 0.55) },
      ];
    }
    const ring = outline(6.6);
    const base = [
      { d: ring, fill: wash, stroke: paper, width: 5.6 },
      { d: ring, fill: wash },
    ];
    const drawn = { d: ring, stroke: line, width: 2.5 };
    if (status === "undated") {
      return [...base, { ...drawn, width: 2.7, dash: [0.1, 4.1], cap: "round" }];
    }
    if (status === "declined") return [...base, drawn, { d: "M-4.6 0H4.6", stroke: line, width: 2.4 }];
    if (status === "ended") {
      return [...base, { ...drawn, width: 2 }, { d: "M-4.4 4.4L4.4 -4.4", stroke: line, width: 2 }];
    }
    return [...base, drawn];
  }

  /** @param {Stroke[]} list @param {number} ratio device pixels a unit @returns {ImageData} */
  function image(list, ratio) {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = BOX * ratio;
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    pen.setTransform(ratio, 0, 0, ratio, (BOX / 2) * ratio, (BOX / 2) * ratio);
    for (const stroke of list) {
      const path = new Path2D(stroke.d);
      if (stroke.fill) {
        pen.fillStyle = stroke.fill;
        pen.fill(path);
      }
      if (stroke.stroke) {
        pen.strokeStyle = stroke.stroke;
        pen.lineWidth = stroke.width;
        pen.lineCap = stroke.cap || "butt";
        pen.setLineDash(stroke.dash || []);
        pen.stroke(path);
      }
    }
    return pen.getImageData(0, 0, canvas.width, canvas.height);
  }

  /** Diagonal lines that fill areas whose police cooperate; they meet at the tile's edges. @returns {ImageData} */
  function hatch(colour, ratio) {
    const size = HATCH * ratio;
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = size;
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    pen.strokeStyle = colour;
    pen.lineWidth = 1.5 * ratio;
    for (const shift of [-size, 0, size]) {
      pen.beginPath();
      pen.moveTo(shift - size / 2, size * 1.5);
      pen.lineTo(shift + size * 1.5, -size / 2);
      pen.stroke();
    }
    return pen.getImageData(0, 0, size, size);
  }

  /** @param {Stroke[]} list @returns {SVGGElement} the same mark as SVG */
  function element(list) {
    const group = document.createElementNS("http://www.w3.org/2000/svg", "g");
    for (const stroke of list) {
      const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
      path.setAttribute("d", stroke.d);
      path.setAttribute("fill", stroke.fill || "none");
      if (stroke.stroke) {
        path.setAttribute("stroke", stroke.stroke);
        path.setAttribute("stroke-width", String(stroke.width));
        if (stroke.cap) path.setAttribute("stroke-linecap", stroke.cap);
        if (stroke.dash) path.setAttribute("stroke-dasharray", stroke.dash.join(" "));
      }
      group.append(path);
    }
    return group;
  }

  /** A mark as a small SVG of its own, for legends. @param {number} size CSS pixels */
  function legend(shape, status, colour, palette, size) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", `${-BOX / 2} ${-BOX / 2} ${BOX} ${BOX}`);
    svg.setAttribute("width", String(size));
    svg.setAttribute("height", String(size));
    svg.setAttribute("aria-hidden", "true");
    svg.append(element(strokes(shape, status, colour, palette)));
    return svg;
  }

  atlas.icons = { BOX, HATCH, strokes, image, hatch, element, legend, mixed };
})();
