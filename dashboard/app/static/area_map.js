// The map: borders once from an immutable address, values with every rerun. Plain canvas in RD metres, no library.
// Reachable by keyboard (arrows, Enter, Escape, + and -), every area spoken, and never a request to another host
// unless a background was set by the one who runs the server.
const GEOMETRY = new Map();
const MAPS = new WeakMap();
const ORIGIN = [-285401.92, 903401.92], WHOLE = 3440.64, TILE = 256, DEEPEST = 13; // the Dutch grid of tiles

function load(url) {
  if (!GEOMETRY.has(url)) {
    const made = fetch(url).then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status))).then(unpack);
    made.catch(() => GEOMETRY.delete(url));
    GEOMETRY.set(url, made);
  }
  return GEOMETRY.get(url);
}

// Rings as [x, y, dx, dy, ...] in metres.
function trace(path, rings, box) {
  for (const ring of rings) {
    let x = 0, y = 0;
    for (let i = 0; i < ring.length; i += 2) {
      x += ring[i];
      y += ring[i + 1];
      if (i) path.lineTo(x, y); else path.moveTo(x, y);
      box[0] = Math.min(box[0], x); box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x); box[3] = Math.max(box[3], y);
    }
    path.closePath();
  }
}

const none = () => [Infinity, Infinity, -Infinity, -Infinity];

function unpack(rows) {
  const areas = new Map(), whole = none();
  for (const [code, rings, point] of rows) {
    const path = new Path2D(), box = none();
    trace(path, rings, box);
    areas.set(code, { path, box, point });
    whole[0] = Math.min(whole[0], box[0]); whole[1] = Math.min(whole[1], box[1]);
    whole[2] = Math.max(whole[2], box[2]); whole[3] = Math.max(whole[3], box[3]);
  }
  return { areas, whole };
}

class AreaMap {
  constructor(root) {
    this.frame = root.querySelector(".map");
    this.canvas = root.querySelector("canvas");
    this.tip = root.querySelector(".tip");
    this.live = root.querySelector(".live");
    this.credit = root.querySelector(".credit");
    this.zoom = 1; this.middle = null; this.hover = null; this.at = null; this.tiles = new Map(); this.patterns = new Map();
    const on = (name, act) => this.frame.addEventListener(name, act);
    on("pointermove", (e) => this.move(e));
    on("pointerleave", () => { this.hover = null; this.tip.hidden = true; this.draw(); });
    on("pointerdown", (e) => { if (e.target === this.canvas) this.grip = { x: e.clientX, y: e.clientY, moved: false }; });
    on("pointerup", (e) => this.release(e));
    on("keydown", (e) => this.key(e));
    on("focusout", () => { if (this.at) { this.at = null; this.tip.hidden = true; this.draw(); } });
    for (const button of root.querySelectorAll("button")) button.addEventListener("click", () => this.step(button.dataset.by));
    this.watch = new ResizeObserver(() => this.draw());
    this.watch.observe(this.frame);
  }

  show(component) {
    const { data } = component;
    this.tell = (name, value) => component.setTriggerValue(name, value);
    const other = !this.data || this.data.url !== data.url;
    this.data = data;
    this.index = new Map(data.areas.map((area, i) => [area[0], i]));
    this.over = data.outlines.map((one) => {
      const path = new Path2D(), box = none();
      trace(path, one.rings, box);
      return { ...one, path };
    });
    this.frame.setAttribute("aria-label", data.words.alt);
    this.frame.setAttribute("aria-roledescription", data.words.role);
    for (const button of this.frame.querySelectorAll("button")) {
      button.title = data.words[button.dataset.by];
      button.setAttribute("aria-label", button.title);
    }
    for (const name of ["text", "surface", "border", "muted", "background"]) this.frame.style.setProperty(`--${name}`, data.colours[name]);
    this.credit.textContent = data.background ? data.words.credit : "";
    if (other) { this.zoom = 1; this.middle = null; this.at = null; this.hover = null; this.tip.hidden = true; }
    load(data.url).then((geometry) => { if (this.data === data) { this.geometry = geometry; this.draw(); } });
  }

  // Metres to pixels: x = scale * X + dx, y = -scale * Y + dy.
  fit() {
    const [west, south, east, north] = this.geometry.whole, { clientWidth: w, clientHeight: h } = this.canvas;
    const scale = Math.min((w - 24) / (east - west), (h - 24) / (north - south)) * this.zoom;
    const [x, y] = this.middle || [(west + east) / 2, (south + north) / 2];
    this.view = { scale, dx: w / 2 - scale * x, dy: h / 2 + scale * y, w, h };
  }

  draw() {
    if (!this.waiting) this.waiting = requestAnimationFrame(() => { this.waiting = null; this.paint(); });
  }

  paint() {
    if (!this.geometry || !this.canvas.clientWidth) return;
    this.fit();
    const { scale, dx, dy, w, h } = this.view, ratio = window.devicePixelRatio || 1, { data, canvas } = this;
    if (canvas.width !== Math.round(w * ratio) || canvas.height !== Math.round(h * ratio)) {
      canvas.width = Math.round(w * ratio); canvas.height = Math.round(h * ratio);
    }
    const pen = canvas.getContext("2d");
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.fillStyle = data.colours.background;
    pen.fillRect(0, 0, w, h);
    if (data.background) this.paintTiles(pen);
    pen.setTransform(ratio * scale, 0, 0, -ratio * scale, ratio * dx, ratio * dy);
    pen.globalAlpha = data.background ? 0.7 : 1;
    const px = 1 / scale, seen = [];
    const groups = new Map();
    for (const area of data.areas) {
      const shape = this.geometry.areas.get(area[0]);
      if (!shape || !this.inView(shape.box)) continue;
      seen.push(shape);
      if (!groups.has(area[1])) groups.set(area[1], new Path2D());
      groups.get(area[1]).addPath(shape.path);
      if (area[2] && !groups.has(area[2])) groups.set(area[2], new Path2D());
      if (area[2]) groups.get(area[2]).addPath(shape.path);
    }
    for (const [colour, path] of groups) if (data.fills[colour]) { pen.fillStyle = data.fills[colour]; pen.fill(path, "evenodd"); }
    pen.globalAlpha = 1;
    for (const kind of ["hatch", "dots"]) if (groups.has(kind)) {
      pen.fillStyle = this.pattern(pen, kind, scale); pen.fill(groups.get(kind), "evenodd");
    }
    const borders = new Path2D();
    for (const shape of seen) borders.addPath(shape.path);
    pen.lineJoin = "round";
    pen.strokeStyle = data.colours.line; pen.lineWidth = (seen.length > 1000 ? 0.5 : 0.8) * px; pen.stroke(borders);
    for (const one of this.over) {
      pen.setLineDash(one.dash ? [6 * px, 4 * px] : []);
      pen.strokeStyle = one.colour; pen.lineWidth = one.width * px; pen.stroke(one.path);
    }
    pen.setLineDash([]);
    for (const code of [this.hover, this.at]) {
      const shape = code && this.geometry.areas.get(code);
      if (shape) { pen.strokeStyle = data.colours.text; pen.lineWidth = (code === this.at ? 3 : 1.6) * px; pen.stroke(shape.path); }
    }
    this.frame.dataset.drawn = `${data.areas.length}:${data.stamp}`;
  }

  inView([west, south, east, north]) {
    const { scale, dx, dy, w, h } = this.view;
    return scale * east + dx > 0 && scale * west + dx < w && dy - scale * north < h && dy - scale * south > 0;
  }

  pattern(pen, kind, scale) {
    const name = `${kind}${this.data.colours.muted}`;
    if (!this.patterns.has(name)) {
      const tile = new OffscreenCanvas(12, 12), ink = tile.getContext("2d");
      ink.strokeStyle = ink.fillStyle = this.data.colours.muted; ink.lineWidth = 1.8;
      if (kind === "dots") { ink.beginPath(); ink.arc(6, 6, 1.5, 0, 7); ink.fill(); }
      else for (const shift of [-12, 0, 12]) { ink.beginPath(); ink.moveTo(shift - 1, 13); ink.lineTo(shift + 13, -1); ink.stroke(); }
      this.patterns.set(name, pen.createPattern(tile, "repeat"));
    }
    const pattern = this.patterns.get(name);
    pattern.setTransform(new DOMMatrix().scale(0.6 / scale, -0.6 / scale));
    return pattern;
  }

  paintTiles(pen) {
    const { scale, dx, dy, w, h } = this.view;
    const level = Math.max(0, Math.min(DEEPEST, Math.round(Math.log2(WHOLE * scale))));
    const size = (WHOLE / 2 ** level) * TILE, last = 2 ** level - 1;
    const clamp = (value) => Math.max(0, Math.min(last, Math.floor(value)));
    const [x0, x1] = [clamp((-dx / scale - ORIGIN[0]) / size), clamp(((w - dx) / scale - ORIGIN[0]) / size)];
    const [y0, y1] = [clamp((ORIGIN[1] - dy / scale) / size), clamp((ORIGIN[1] - (dy - h) / scale) / size)];
    for (let x = x0; x <= x1; x++) for (let y = y0; y <= y1; y++) {
      const url = this.data.background.replace("{z}", level).replace("{x}", x).replace("{y}", y);
      if (!this.tiles.has(url)) {
        const image = new Image();
        image.onload = () => this.draw();
        image.src = url;
        this.tiles.set(url, image);
      }
      const image = this.tiles.get(url), side = size * scale;
      if (image.complete && image.naturalWidth) pen.drawImage(image, scale * (ORIGIN[0] + x * size) + dx, dy - scale * (ORIGIN[1] - y * size), side + 0.5, side + 0.5);
    }
  }

  find(e) {
    if (!this.geometry || !this.view) return null;
    const box = this.canvas.getBoundingClientRect(), { scale, dx, dy } = this.view;
    const x = (e.clientX - box.left - dx) / scale, y = (dy - (e.clientY - box.top)) / scale;
    const pen = this.canvas.getContext("2d");
    pen.save();
    pen.resetTransform();
    const inside = (path) => pen.isPointInPath(path, x, y, "evenodd");
    const code = this.data.areas.find(([one]) => {
      const shape = this.geometry.areas.get(one);
      return shape && x >= shape.box[0] && x <= shape.box[2] && y >= shape.box[1] && y <= shape.box[3] && inside(shape.path);
    })?.[0] ?? null;
    const projects = this.over.filter((one) => one.name && inside(one.path)).map((one) => one.name);
    pen.restore();
    return { code, projects };
  }

  move(e) {
    if (this.grip && this.view && (e.buttons & 1)) {
      const [x, y] = [e.clientX - this.grip.x, e.clientY - this.grip.y];
      if (this.grip.moved || Math.hypot(x, y) > 4) {
        const { scale, dx, dy, w, h } = this.view;
        this.grip = { x: e.clientX, y: e.clientY, moved: true };
        this.middle = [(w / 2 - dx - x) / scale, (dy + y - h / 2) / scale];
        this.tip.hidden = true;
        this.draw();
        return;
      }
    }
    if (e.target !== this.canvas) { this.tip.hidden = true; return; }
    const found = this.find(e);
    if (!found) return;
    if (found.code !== this.hover) { this.hover = found.code; this.draw(); }
    const box = this.canvas.getBoundingClientRect();
    this.say(found.code, found.projects, e.clientX - box.left, e.clientY - box.top);
  }

  release(e) {
    const moved = this.grip?.moved;
    this.grip = null;
    if (e.target !== this.canvas || moved) return;
    const code = this.find(e)?.code;
    if (code) this.tell("chosen", code);
  }

  words(code) {
    const area = this.data.areas[this.index.get(code)];
    return area ? [area[3], area[4], area[5]].filter(Boolean) : [];
  }

  say(code, projects, x, y) {
    const lines = code ? this.words(code) : [];
    this.tip.hidden = !lines.length && !projects.length;
    if (this.tip.hidden) return;
    this.tip.replaceChildren(...[...lines, ...projects].map((line, i) => {
      const row = document.createElement("div");
      row.textContent = line;
      if (!i) row.className = "first";
      return row;
    }));
    const left = x + 14 + this.tip.offsetWidth > this.canvas.clientWidth ? x - 14 - this.tip.offsetWidth : x + 14;
    this.tip.style.left = `${Math.max(0, left)}px`;
    this.tip.style.top = `${Math.max(0, Math.min(y + 12, this.canvas.clientHeight - this.tip.offsetHeight))}px`;
  }

  key(e) {
    if (e.target !== this.frame || e.altKey || e.ctrlKey || e.metaKey || !this.geometry) return;
    const by = { "+": "in", "=": "in", "-": "out", 0: "all" }[e.key];
    const towards = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[e.key];
    if (by) this.step(by);
    else if (towards) this.walk(towards);
    else if ((e.key === "Enter" || e.key === " ") && this.at) this.tell("chosen", this.at);
    else if (e.key === "Escape") this.tell("up", true);
    else return;
    e.preventDefault();
  }

  // The nearest area in a direction; one sideways metre counts as two.
  walk([x, y]) {
    const from = this.at && this.geometry.areas.get(this.at)?.point;
    const [west, south, east, north] = this.geometry.whole, start = from || [(west + east) / 2, (south + north) / 2];
    let best = null, least = Infinity;
    for (const [code] of this.data.areas) {
      const shape = this.geometry.areas.get(code);
      if (!shape || code === this.at) continue;
      const [dx, dy] = [shape.point[0] - start[0], shape.point[1] - start[1]], ahead = dx * x + dy * y;
      const far = from ? Math.abs(ahead) + 2 * Math.abs(dx * y - dy * x) : Math.hypot(dx, dy);
      if ((!from || ahead > 0) && far < least) { least = far; best = code; }
    }
    if (!best) return;
    this.at = best;
    const { scale, dx, dy, w, h } = this.view, point = this.geometry.areas.get(best).point;
    const [px, py] = [scale * point[0] + dx, dy - scale * point[1]];
    if (px < 20 || px > w - 20 || py < 20 || py > h - 20) this.middle = point;
    this.live.textContent = this.words(best).join("; ");
    this.say(best, [], px, py);
    this.draw();
  }

  step(by) {
    if (!this.view) return;
    const { scale, dx, dy, w, h } = this.view;
    this.middle = by === "all" ? null : [(w / 2 - dx) / scale, (dy - h / 2) / scale];
    this.zoom = by === "all" ? 1 : Math.max(1, Math.min(64, this.zoom * (by === "in" ? 1.6 : 1 / 1.6)));
    if (this.zoom === 1) this.middle = null;
    this.draw();
  }
}

export default function (component) {
  const root = component.parentElement;
  if (!MAPS.has(root)) MAPS.set(root, new AreaMap(root));
  const map = MAPS.get(root);
  map.show(component);
  return () => { if (!root.isConnected) { map.watch.disconnect(); MAPS.delete(root); } };
}
