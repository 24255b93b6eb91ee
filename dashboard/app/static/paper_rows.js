// The rows of a table that scrolls, in a table that only paper shows; on the screen it takes no place.
export default function ({ parentElement, data }) {
  const table = document.createElement("table");
  table.className = "paper-rows";
  const head = table.createTHead().insertRow();
  for (const name of data.names) head.append(Object.assign(document.createElement("th"), { textContent: name }));
  const body = table.createTBody();
  for (const cells of data.rows) {
    const row = body.insertRow();
    cells.forEach((cell, at) => {
      if (data.pictures.includes(at)) row.insertCell().append(Object.assign(new Image(), { src: cell, alt: "" }));
      else row.insertCell().textContent = cell;
    });
  }
  const more = Object.assign(document.createElement("p"), { textContent: data.more });
  parentElement.replaceChildren(table, ...(data.more ? [more] : []));
}
