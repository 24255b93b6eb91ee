// Remembers when the page was first readable, when a person last did something and when anything last changed.
(() => {
  const bench = { readable: 0, acted: 0, changed: 0 };
  window.__bench = bench;
  // A change counts when it has been painted: two frames later.
  const changed = () => {
    bench.changed = performance.now();
    requestAnimationFrame(() => requestAnimationFrame(() => { bench.changed = Math.max(bench.changed, performance.now()); }));
  };
  for (const kind of ["keydown", "pointerdown"]) {
    addEventListener(kind, (event) => { if (event.isTrusted) bench.acted = performance.now(); }, true);
  }
  new MutationObserver((list) => {
    const main = document.querySelector("[data-testid=stMain]");
    if (!main) return;
    if (!bench.readable && main.querySelector("h1")) bench.readable = performance.now();
    if (list.some((one) => main.contains(one.target))) changed();
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  // A map changes without changing the document.
  for (const name of ["drawElements", "drawArrays", "drawElementsInstanced", "drawArraysInstanced"]) {
    const kind = window.WebGL2RenderingContext && WebGL2RenderingContext.prototype;
    if (!kind || !kind[name]) continue;
    const real = kind[name];
    kind[name] = function (...all) { changed(); return real.apply(this, all); };
  }
})();
