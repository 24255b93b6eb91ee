// Figures of Plotly that keep their node: what changes is told to Plotly, what stays costs nothing, and a figure far below the fold
// is drawn when it comes near.
const NEAR = "600px"; // how far below the fold a figure is drawn already
const FONT = "13px 'IBM Plex Sans'";
const SHEET_TAKES = 1220; // pixels of a page, with its margins, that a sheet shows in letters one can read

const bundles = new Map(); // an address -> its Plotly, on its way or there
const ready = new Map(); // the same, once it is there: paper does not wait
const boxes = new Map(); // the place of a figure -> what is known of it
let isOnPaper = false;

const near = new IntersectionObserver((seen) => {
  for (const one of seen) {
    const box = boxes.get(one.target);
    if (!box) continue;
    box.isNear = one.isIntersecting;
    if (box.isNear) draw(box);
  }
}, { rootMargin: NEAR, scrollMargin: NEAR }); // the page scrolls within itself
// A figure is as wide as its place; while its page is not shown it has no width.
const widths = new ResizeObserver((seen) => {
  for (const one of seen) {
    const box = boxes.get(one.target);
    if (isOnPaper || !box?.plotly || !one.contentRect.width || Math.round(one.contentRect.width) === box.width) continue;
    widen(box);
  }
});

function bundleOf(figure, addresses) {
  const isBasic = figure.data.every((trace) => addresses.kinds.includes(trace.type ?? "scatter"));
  return new URL(isBasic ? addresses.basic : addresses.full, document.baseURI).href;
}

// Each bundle calls itself by the same name, so it is taken as soon as it is there.
function fetched(address) {
  if (!bundles.has(address)) {
    bundles.set(address, new Promise((resolve, reject) => {
      const script = Object.assign(document.createElement("script"), { src: address });
      script.onload = () => {
        ready.set(address, window.Plotly);
        resolve(window.Plotly);
      };
      script.onerror = () => {
        bundles.delete(address); // another try may do
        script.remove();
        reject(new Error(address));
      };
      document.head.append(script);
    }));
  }
  return bundles.get(address);
}

async function draw(box) {
  const { text, place } = box;
  if (box.drawn === text) {
    place.dataset.figure = "drawn"; // also where another one was on its way meanwhile
    return;
  }
  place.dataset.figure = "coming";
  const plotly = await fetched(box.bundle);
  await document.fonts.load(FONT); // its place is measured by the width of words
  if (box.text !== text || box.drawn === text || !boxes.has(place)) return; // a newer one came, or none is wanted any more
  put(box, plotly);
}

// A figure that says how narrow it can be scrolls within its place where that is narrower, also by keyboard.
const leastOf = (box) => box.figure.layout.meta?.least ?? 0;

function lay(box) {
  const { place, node } = box;
  const least = leastOf(box);
  box.width = Math.round(place.getBoundingClientRect().width);
  const scrolls = box.width < least;
  node.style.minWidth = scrolls ? `${least}px` : "";
  place.style.overflowX = scrolls ? "auto" : "";
  scrolls ? (place.tabIndex = 0) : place.removeAttribute("tabindex");
}

// Plotly waits a moment before it draws another width, in case the window is still being dragged.
async function widen(box) {
  lay(box);
  box.place.dataset.figure = "coming";
  await box.plotly.Plots.resize(box.node).catch(() => null); // a page that is not shown any more
  if (box.drawn === box.text) box.place.dataset.figure = "drawn";
}

// As wide as its place, or a share of that.
function put(box, plotly, share = 1) {
  const { figure, place, node } = box;
  const isFirst = box.plotly !== plotly;
  if (isFirst && box.plotly) box.plotly.purge(node); // the other bundle drew the last one
  Object.assign(box, { plotly, drawn: box.text });
  lay(box);
  // Under a finger a figure lets the page scroll.
  const dragmode = matchMedia("(pointer: coarse)").matches ? false : figure.layout.dragmode;
  const width = share < 1 ? Math.max(leastOf(box), Math.round(box.width * share)) : undefined;
  const size = { autosize: !width, width, height: highOf(box) };
  plotly.react(node, figure.data, { ...figure.layout, ...size, dragmode }, figure.config);
  place.dataset.figure = "drawn";
  document.getElementById("js-plotly-tester")?.setAttribute("aria-hidden", "true"); // where Plotly measures words
  if (!isFirst) return;
  const markOf = ({ points }) => {
    const mark = points[0]?.customdata;
    return box.isPressed ? (Array.isArray(mark) ? mark[0] : mark) : undefined;
  };
  node.on("plotly_hover", (event) => place.classList.toggle("at-mark", Boolean(markOf(event))));
  node.on("plotly_unhover", () => place.classList.remove("at-mark"));
  node.on("plotly_click", (event) => {
    const mark = markOf(event);
    if (mark) box.tell(mark);
  });
}

// A figure may have the whole screen.
const highOf = (box) => (document.fullscreenElement === box.place ? innerHeight : box.high);

export function show(parent, data, tell) {
  const place = parent.querySelector("[data-figure]");
  let box = boxes.get(place);
  if (!box) {
    box = { place, node: place.querySelector("div"), button: place.querySelector("button"), isNear: false };
    boxes.set(place, box);
    box.button.onclick = () => (document.fullscreenElement ? document.exitFullscreen() : place.requestFullscreen());
    place.onfullscreenchange = () => box.plotly?.relayout(box.node, { height: highOf(box) });
    near.observe(place);
    widths.observe(place);
  }
  Object.assign(box, { tell, high: data.high, isPressed: data.is_pressed });
  if (box.text !== data.figure) {
    const figure = JSON.parse(data.figure);
    Object.assign(box, { figure, text: data.figure, bundle: bundleOf(figure, data.addresses) });
  }
  place.setAttribute("aria-label", data.alt);
  place.style.minHeight = `${box.high}px`;
  box.button.title = data.whole;
  box.button.setAttribute("aria-label", data.whole);
  if (box.isNear) draw(box);
  return () => {
    near.unobserve(place);
    widths.unobserve(place);
    boxes.delete(place);
    if (box.plotly) box.plotly.purge(box.node);
  };
}

// Paper has no fold, and is not as wide as a large screen. print.js asks for this before it makes every drawing as wide as its sheet.
// What needs a bundle that never came stays a sentence and a table.
document.addEventListener("paper", () => {
  isOnPaper = true;
  const share = SHEET_TAKES / document.querySelector("[data-testid=stMainBlockContainer]").clientWidth;
  for (const box of boxes.values()) {
    const plotly = ready.get(box.bundle);
    if (plotly && (share < 1 || box.drawn !== box.text)) put(box, plotly, share);
  }
});
addEventListener("afterprint", () => {
  isOnPaper = false;
  for (const box of boxes.values()) {
    if (box.node.layout?.width) put(box, box.plotly);
  }
});
