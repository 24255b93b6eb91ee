// Reach: what the HTML of Streamlit lacks for who hears a page or walks it by keyboard, put in wherever it is drawn.
(() => {
  const KEYED = "[class*=st-key-]";
  const TAKES_KEYS = "a[href], button, summary, input, textarea, [tabindex]";
  const PATIENCE = 10_000; // milliseconds in which what was pressed is drawn again
  let held; // where the keyboard was, by the key of the widget

  // A picture beside its words adds nothing to them; the letters of a drawing, in no order, take away from its sentence and table.
  function hush() {
    for (const icon of document.querySelectorAll("[role=img][aria-label$=' icon']")) {
      icon.removeAttribute("aria-label");
      icon.removeAttribute("role");
      icon.ariaHidden = "true";
    }
    for (const drawing of document.querySelectorAll("[role=figure] svg:not([aria-hidden])")) drawing.ariaHidden = "true";
  }

  // What a project wrote is Dutch on every page; text/markup.py draws it in a span without anything else.
  function speak() {
    const lang = document.documentElement.lang === "nl" ? null : "nl";
    for (const span of document.querySelectorAll("[data-testid=stApp] :is(p, li, td, th, h1, h2, h3, em, strong, span) > span:not([class], [style], [data-testid], [data-heading-text])")) {
      if (span.textContent && span.getAttribute("lang") !== lang) lang ? span.setAttribute("lang", lang) : span.removeAttribute("lang");
    }
  }

  // The same in a table that scrolls: Streamlit draws it on a canvas, and what is heard of it stands within that. Which of its
  // columns are Dutch stands in the rows for paper beside it.
  function speakCells() {
    for (const head of document.querySelectorAll(".paper-rows th[data-foreign]")) {
      const canvas = head.closest("[data-testid=stElementContainer]").previousElementSibling?.querySelector("[data-testid=stDataFrame] canvas");
      const over = [...(canvas?.querySelectorAll("th") ?? [])].find((one) => one.textContent === head.textContent);
      if (!over) continue;
      const at = over.getAttribute("aria-colindex");
      for (const cell of canvas.querySelectorAll(`td[aria-colindex="${at}"]:not([lang])`)) cell.lang = "nl";
    }
  }

  // A table wider than its place scrolls, by keyboard only when it can be walked to; it is called as the part it stands in.
  function walkable() {
    for (const table of document.querySelectorAll("[data-testid=stTable] table")) {
      const box = table.parentElement;
      const scrolls = box.scrollWidth > box.clientWidth + 1;
      if (scrolls === (box.tabIndex === 0)) continue;
      if (!scrolls) {
        ["tabindex", "role", "aria-label"].forEach((name) => box.removeAttribute(name));
        continue;
      }
      box.tabIndex = 0;
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", headingOf(box));
    }
  }

  function headingOf(element) {
    const before = [...document.querySelectorAll("h1, h2, h3, summary")].filter(
      (one) => one.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING);
    return before.at(-1)?.innerText.trim() ?? document.title;
  }

  const keyOf = (place) => [...place.classList].find((one) => one.startsWith("st-key-"));
  // Keys of what is drawn anew for another choice differ behind their first word.
  const stemOf = (key) => key.split("_")[0];
  const inside = (place, kind) => [...place.querySelectorAll(TAKES_KEYS)].filter((one) => one.tagName === kind && one.tabIndex >= 0);

  addEventListener("focusin", ({ target }) => {
    const place = target.closest?.(KEYED);
    if (!place) {
      held = undefined;
      return;
    }
    const kind = target.tagName;
    held = { target, kind, key: keyOf(place), at: Math.max(0, inside(place, kind).indexOf(target)), until: 0 };
  });
  addEventListener("pointerdown", () => (held = undefined), true);

  // What was pressed may be drawn anew, and then the keyboard would begin at the top of the page.
  function keepFocus() {
    if (!held || held.target.isConnected || document.activeElement !== document.body) return;
    held.until ||= performance.now() + PATIENCE;
    if (performance.now() > held.until) {
      held = undefined;
      return;
    }
    const places = [...document.querySelectorAll(KEYED)];
    const place = places.find((one) => keyOf(one) === held.key) ??
      places.find((one) => stemOf(keyOf(one)) === stemOf(held.key) && inside(one, held.kind).length);
    const found = place && (inside(place, held.kind)[held.at] ?? inside(place, held.kind)[0]);
    if (found) found.focus({ preventScroll: true });
  }

  // On a telephone the menu lies over the page, so it closes on what was chosen in it.
  addEventListener("click", ({ target, ctrlKey, metaKey }) => {
    const menu = target.closest?.("[data-testid=stSidebar]");
    if (!menu || !target.closest("a") || ctrlKey || metaKey || !matchMedia("(max-width: 768px)").matches) return;
    menu.querySelector("[data-testid=stSidebarCollapseButton] button")?.click();
  });

  // Back and forward bring a page to where it was read. It is drawn anew meanwhile, so it may not be as high yet.
  const AGAIN = 50; // milliseconds between two looks
  const HANDS = ["wheel", "pointerdown", "keydown", "touchstart"];
  const read = new Map(); // an address -> how far down it was read
  const sheet = () => document.querySelector("[data-testid=stMain]");
  let returning = 0; // the timer, while a page is brought back
  let pressed = -Infinity; // when; a link scrolls to the top before it leads away

  function stay() {
    clearInterval(returning);
    returning = 0;
    pressed = -Infinity;
  }
  // Scroll to a place until the page stands still there; it is told by a function, because it may move meanwhile. Where the keyboard
  // goes along it is brought there again as long as nothing else has it: a page that is being drawn takes it away.
  function bring(placeOf, taker) {
    stay();
    const until = performance.now() + PATIENCE;
    let quiet = 0;
    returning = setInterval(() => {
      const isQuiet = document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "notRunning";
      const main = sheet();
      const down = main && Math.min(placeOf(main), main.scrollHeight - main.clientHeight);
      const part = taker?.();
      if (part && [document.body, null].includes(document.activeElement)) {
        part.tabIndex = -1;
        part.focus({ preventScroll: true });
      }
      quiet = isQuiet && main && Math.abs(main.scrollTop - down) <= 1 ? quiet + 1 : 0;
      if (quiet > 4 || performance.now() > until) return stay();
      if (main) main.scrollTop = down;
    }, AGAIN);
  }
  // A link may lead to a part of a page, and then the keyboard goes on from there.
  let seen = "";
  function bringIntoSight() {
    const wanted = new URLSearchParams(location.search).get("see");
    const part = () => document.querySelector(`.${CSS.escape(`st-key-at_${wanted}`)}`);
    if (!wanted || seen === location.href || !part()) return;
    seen = location.href;
    document.activeElement?.blur(); // the link that led here may be drawn still
    const top = (one) => one?.getBoundingClientRect().top ?? 0;
    bring((main) => main.scrollTop + top(part()) - top(main), part);
  }
  const keep = () => read.set(location.href, sheet()?.scrollTop ?? 0);
  addEventListener("scroll", ({ target }) => {
    if (!returning && target === sheet() && performance.now() > pressed + PATIENCE) keep();
  }, true);
  addEventListener("click", () => {
    keep();
    pressed = performance.now();
  }, true);
  addEventListener("popstate", () => {
    const down = read.get(location.href) ?? 0;
    seen = location.href;
    bring(() => down);
  });
  HANDS.forEach((one) => addEventListener(one, stay, { capture: true, passive: true }));

  let isDue = false;
  function mend() {
    isDue = false;
    const { color, backgroundColor } = getComputedStyle(document.querySelector("[data-testid=stApp]") ?? document.body);
    document.documentElement.style.setProperty("--ink", color);
    document.documentElement.style.setProperty("--ground", backgroundColor);
    hush();
    speak();
    speakCells();
    walkable();
    keepFocus();
    bringIntoSight();
  }
  function ask() {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(mend);
  }
  new MutationObserver(ask).observe(document.documentElement, {
    subtree: true, childList: true, attributes: true, attributeFilter: ["lang", "open"],
  });
  addEventListener("resize", ask);
})();
