// What Streamlit says itself, in Dutch while the page is: labels for the ear, hints, and the words of its menus. A word of it is
// taken by the whole text only, so what stands in a page is left alone. And a search that opens has the cursor.
(() => {
  const PLAIN = new Map();
  const OPEN = []; // with a place for whatever stands there
  for (const [english, dutch] of JSON.parse(document.currentScript.dataset.words)) {
    if (!english.includes("{name}")) PLAIN.set(english, dutch);
    else OPEN.push([new RegExp(`^${english.replace(/[.+*?^$()|[\]\\]/g, "\\$&").replace("{name}", "(.+)")}$`), dutch]);
  }
  const NAMED = ["aria-label", "title", "placeholder"];
  const OURS = "[data-testid=stMarkdownContainer], [data-testid=stTable], [data-testid=stCode], .js-plotly-plot, textarea, script, style";
  const LONGEST = 200; // signs of what Streamlit says
  const was = new WeakMap(); // a node -> what it said by name, to give back when the page turns English

  // The Dutch of a text of Streamlit's; nothing where it is no such text. Of "Search: a table" the part before the colon is one.
  const dutch = (text) => {
    const said = text.trim();
    if (!said || said.length > LONGEST) return null;
    if (PLAIN.has(said)) return PLAIN.get(said);
    for (const [form, ours] of OPEN) {
      const found = said.match(form);
      if (found) return ours.replace("{name}", () => found[1]);
    }
    const [head, ...rest] = said.split(": ");
    return rest.length && PLAIN.has(head) ? `${PLAIN.get(head)}: ${rest.join(": ")}` : null;
  };

  function turn(node, name, read, write) {
    const before = read();
    if (before === null) return;
    const kept = was.get(node) ?? {};
    if (document.documentElement.lang === "nl") {
      const ours = before === kept[name]?.ours ? null : dutch(before);
      if (ours === null) return;
      was.set(node, { ...kept, [name]: { theirs: before, ours } });
      write(ours);
    } else if (kept[name] && before === kept[name].ours) {
      write(kept[name].theirs);
    }
  }

  const turnText = (node) => {
    if (!node.parentElement?.closest(OURS)) turn(node, "text", () => node.nodeValue, (text) => (node.nodeValue = text));
  };
  const turnNames = (element) => {
    for (const name of NAMED) {
      if (element.hasAttribute(name)) {
        turn(element, name, () => element.getAttribute(name), (text) => element.setAttribute(name, text));
      }
    }
  };
  function turnAll(root) {
    if (root.nodeType === Node.TEXT_NODE) return turnText(root);
    if (root.nodeType !== Node.ELEMENT_NODE || root.closest(".js-plotly-plot")) return;
    turnNames(root);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.nodeType === Node.TEXT_NODE) turnText(node);
      else turnNames(node);
    }
  }

  function focus(root) {
    const line = root.nodeType === Node.ELEMENT_NODE && document.querySelector("[role=dialog] input[type=search]");
    if (line && !line.dataset.found) {
      line.dataset.found = "yes";
      requestAnimationFrame(() => line.focus());
    }
  }

  const watch = new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "characterData") turnText(change.target);
      else if (change.target === document.documentElement) turnAll(document.body);
      else if (change.type === "attributes") turnNames(change.target);
      else change.addedNodes.forEach((node) => { turnAll(node); focus(node); });
    }
  });
  turnAll(document.body);
  watch.observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: NAMED });
  watch.observe(document.documentElement, { attributes: true, attributeFilter: ["lang"] });
})();
