// The rows of a table that scrolls, in a table that only paper shows; on the screen it takes no place.
export default function ({ parentElement, data }) {
  const table = document.createElement("table");
  table.className = "paper-rows";
  const head = table.createTHead().insertRow();
  data.names.forEach((name, at) => {
    const cell = Object.assign(document.createElement("th"), { textContent: name });
    if (data.foreign.includes(at)) cell.dataset.foreign = "";
    head.append(cell);
  });
  const body = table.createTBody();
  for (const cells of data.rows) {
    const row = body.insertRow();
    cells.forEach((cell, at) => {
      const place = row.insertCell();
      if (data.pictures.includes(at)) place.append(Object.assign(new Image(), { src: cell, alt: "" }));
      else place.textContent = cell;
      if (data.foreign.includes(at)) place.lang = "nl";
    });
  }
  const more = Object.assign(document.createElement("p"), { textContent: data.more });
  parentElement.replaceChildren(table, ...(data.more ? [more] : []));
}
