// Runs beside plotly in the page that draws. One figure always gives one drawing: the names plotly makes up for its parts follow
// from the figure, so they differ between figures and never between runs. And our own font is there before a letter is measured.
const basic = window.Plotly;
const bundles = document.querySelector("meta[name=plotly]");
const kinds = bundles.dataset.kinds.split(" ");
const drawBasic = basic.toImage;
let whole = null;

const seedOf = (text) => {
  let seed = 2166136261; // FNV-1a
  for (let at = 0; at < text.length; at += 1) seed = Math.imul(seed ^ text.charCodeAt(at), 16777619);
  return seed;
};

const randomFrom = (seed) => () => {
  seed = (seed + 0x6d2b79f5) | 0; // mulberry32
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
};

// The whole one calls itself by the same name; who draws goes on asking the basic one.
const fetchWhole = () =>
  new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = bundles.content;
    script.onload = () => {
      resolve(window.Plotly.toImage);
      window.Plotly = basic;
    };
    script.onerror = () => reject(new Error(script.src));
    document.head.append(script);
  });

const drawerOf = (figure) => {
  if (figure.data.every((trace) => kinds.includes(trace.type ?? "scatter"))) return drawBasic;
  whole ??= fetchWhole();
  return whole;
};

basic.toImage = async (figure, options) => {
  const draw = await drawerOf(figure);
  await Promise.all(["400", "600"].map((weight) => document.fonts.load(`${weight} 13px "IBM Plex Sans"`)));
  Math.random = randomFrom(seedOf(JSON.stringify([figure.data, figure.layout])));
  return draw(figure, options);
};
