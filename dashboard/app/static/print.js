// Paper: what print.css cannot. Before a page is printed its drawings are given a view box, so that they fit the sheet, and
// a dark screen the colours of light; afterwards everything is as it was.
(() => {
  const light = new Map(Object.entries(JSON.parse(document.currentScript.dataset.light)));
  const HTML = ["color", "background-color", "border-top-color", "border-right-color", "border-bottom-color", "border-left-color"];
  const SVG = ["fill", "stroke"];
  const PLAIN = "[data-testid=stAlert], .paper-rows"; // print.css gives these their colours
  const DARK = 128; // of 255
  const SHARP = 3; // times the pixels of the screen
  let undo = [];
  let lightest = 255; // what makes the ground of a dark screen white

  const hex = (channels) => `#${channels.map((one) => one.toString(16).padStart(2, "0")).join("")}`;
  const channels = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  // The colour of light in the same place of the palette; of any other colour the same hue, as light as it was dark.
  const lit = (rgb) => {
    const paired = light.get(hex(rgb));
    const shift = lightest - Math.max(...rgb) - Math.min(...rgb);
    return paired ? channels(paired) : rgb.map((one) => Math.min(255, Math.max(0, one + shift)));
  };

  const read = (colour) => {
    const numbers = colour.match(/[\d.]+/g)?.map(Number);
    if (!numbers || !/^(rgba?|color)\(/.test(colour)) return null;
    const scale = colour.startsWith("color") ? 255 : 1;
    return [...numbers.slice(0, 3).map((one) => Math.round(one * scale)), numbers[3] ?? 1];
  };

  function setStyle(element, name, value) {
    const [before, priority] = [element.style.getPropertyValue(name), element.style.getPropertyPriority(name)];
    element.style.setProperty(name, value, "important");
    undo.push(() => (before ? element.style.setProperty(name, before, priority) : element.style.removeProperty(name)));
  }

  function setAttribute(element, name, value) {
    const before = element.getAttribute(name);
    element.setAttribute(name, value);
    undo.push(() => (before === null ? element.removeAttribute(name) : element.setAttribute(name, before)));
  }

  // Plotly draws in pixels of the screen, several drawings over each other in one box.
  function fit(drawing) {
    const [width, height] = ["width", "height"].map((name) => parseFloat(drawing.getAttribute(name)));
    if (!(width && height)) return;
    setAttribute(drawing, "viewBox", `0 0 ${width} ${height}`);
    setAttribute(drawing, "preserveAspectRatio", "xMidYMin meet");
    setStyle(drawing.parentElement, "aspect-ratio", `${width} / ${height}`);
  }

  // A picture drawn anew so large, where asked in the colours of light.
  function copied(picture, width, height, isDark) {
    const copy = Object.assign(document.createElement("canvas"), { width, height });
    const pen = copy.getContext("2d", { willReadFrequently: true });
    pen.drawImage(picture, 0, 0, width, height);
    if (!isDark) return copy;
    const drawn = pen.getImageData(0, 0, width, height);
    const known = new Map();
    for (let at = 0; at < drawn.data.length; at += 4) {
      if (!drawn.data[at + 3]) continue;
      const rgb = [...drawn.data.subarray(at, at + 3)];
      const key = (rgb[0] << 16) | (rgb[1] << 8) | rgb[2];
      if (!known.has(key)) known.set(key, lit(rgb));
      drawn.data.set(known.get(key), at);
    }
    pen.putImageData(drawn, 0, 0);
    return copy;
  }

  function put(copy, place) {
    place(copy);
    undo.push(() => copy.remove());
  }

  // The canvas of a map has the size of the screen.
  function layDown(map, isDark) {
    const canvas = map.querySelector("canvas");
    if (!(canvas?.width && canvas.height)) return;
    const copy = copied(canvas, canvas.width, canvas.height, isDark);
    copy.className = "paper-map";
    put(copy, (one) => map.append(one));
  }

  function recolour(picture) {
    const [width, height] = [picture.naturalWidth, picture.naturalHeight];
    if (!(width && height)) return;
    const copy = copied(picture, width * SHARP, height * SHARP, true);
    copy.style.cssText = `width: ${picture.clientWidth || width}px; max-width: 100%; display: inline-block;`;
    put(copy, (one) => picture.after(one));
    setStyle(picture, "display", "none");
  }

  function lighten(main) {
    const found = [];
    for (const element of main.querySelectorAll("*")) {
      if (element.closest(PLAIN)) continue;
      const style = getComputedStyle(element);
      for (const name of element instanceof SVGElement ? SVG : HTML) {
        const colour = read(style.getPropertyValue(name));
        if (colour && colour[3]) found.push([element, name, colour]);
      }
    }
    for (const [element, name, colour] of found) {
      setStyle(element, name, `rgba(${[...lit(colour.slice(0, 3)), colour[3]].join()})`);
    }
    main.querySelectorAll("img[src^='data:image/svg+xml']").forEach(recolour);
  }

  addEventListener("beforeprint", () => {
    const main = document.querySelector("[data-testid=stMainBlockContainer]");
    if (!main) return;
    document.dispatchEvent(new Event("paper")); // figures below the fold are drawn
    main.querySelectorAll(".main-svg").forEach(fit);
    const head = main.querySelector(".st-key-paper_head [data-testid=stMarkdownContainer]");
    if (head) setStyle(document.documentElement, "--paper-foot", JSON.stringify(head.textContent.trim()));
    const ground = read(getComputedStyle(document.querySelector("[data-testid=stApp]")).backgroundColor).slice(0, 3);
    const isDark = Math.max(...ground) < DARK;
    if (isDark) {
      lightest = 255 + Math.round((Math.max(...ground) + Math.min(...ground)) / 2);
      lighten(main);
    }
    for (const block of main.querySelectorAll("[data-testid=stVerticalBlock]")) {
      if (parseFloat(getComputedStyle(block).borderTopWidth)) setAttribute(block, "data-paper", "card");
    }
    main.querySelectorAll("[data-testid=stDeckGlJsonChart]").forEach((map) => layDown(map, isDark));
  });
  addEventListener("afterprint", () => {
    undo.reverse().forEach((one) => one());
    undo = [];
  });
})();
