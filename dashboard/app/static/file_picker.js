// A file picker that speaks the language of the page. The file is read here; its text goes to the server with this tab's
// next run and is stored nowhere. Of a file that is too large one byte more than allowed is sent, so that it is refused.
export default function ({ parentElement, data, setTriggerValue }) {
  const find = (name) => parentElement.querySelector(name);
  const [input, zone, said] = [find("input"), find(".zone"), find(".said")];
  for (const name of ["label", "button", "help"]) find(`.${name}`).textContent = data.words[name];
  said.textContent ||= data.words.drop;
  input.accept = data.accept;
  input.setAttribute("aria-label", data.words.label);
  const take = async (file) => {
    if (!file) return;
    said.textContent = file.name;
    setTriggerValue("file", await file.slice(0, data.most + 1).text());
    input.value = ""; // so that the same file can be chosen again
  };
  input.onchange = () => take(input.files[0]);
  zone.ondragover = (e) => { e.preventDefault(); zone.classList.add("over"); };
  zone.ondragleave = () => zone.classList.remove("over");
  zone.ondrop = (e) => { e.preventDefault(); zone.classList.remove("over"); take(e.dataTransfer.files[0]); };
}
