// Sends the files of a delivery to this server as they are, one after another, and then tells the page the name of the batch.
export default function ({ parentElement, data, setTriggerValue }) {
  const find = (name) => parentElement.querySelector(name);
  const [input, zone, said, bar, wrong] = [find("input"), find(".zone"), find(".said"), find("progress"), find(".wrong")];
  for (const name of ["label", "button", "help"]) find(`.${name}`).textContent = data.words[name];
  said.textContent ||= data.words.drop;
  input.accept = data.accept;
  input.setAttribute("aria-label", data.words.label);
  const send = (file, batch, before, all) => new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open("PUT", `${data.address}/${batch}/${encodeURIComponent(file.name)}`);
    request.upload.onprogress = (e) => { bar.value = (before + e.loaded) / Math.max(all, 1); };
    request.onload = () => (request.status === 200 ? done() : fail(WHY[request.status] ?? "lost"));
    request.onerror = () => fail("lost");
    request.send(file);
  });
  const take = async (list) => {
    const files = [...list];
    if (!files.length || zone.classList.contains("busy")) return;
    wrong.textContent = "";
    const all = files.reduce((sum, file) => sum + file.size, 0);
    if (all > data.most) { wrong.textContent = data.words.large; input.value = ""; return; }
    const batch = [...crypto.getRandomValues(new Uint8Array(6))].map((one) => one.toString(16).padStart(2, "0")).join("");
    zone.classList.add("busy");
    bar.hidden = false;
    let before = 0;
    try {
      for (const file of files) {
        said.textContent = `${data.words.sending} ${file.name}`;
        await send(file, batch, before, all);
        before += file.size;
      }
      said.textContent = files.map((file) => file.name).join(", ");
      setTriggerValue("batch", batch);
    } catch (why) {
      said.textContent = data.words.drop;
      wrong.textContent = data.words[why] ?? data.words.lost;
    }
    bar.hidden = true;
    zone.classList.remove("busy");
    input.value = ""; // so that the same file can be chosen again
  };
  input.onchange = () => take(input.files);
  zone.ondragover = (e) => { e.preventDefault(); zone.classList.add("over"); };
  zone.ondragleave = () => zone.classList.remove("over");
  zone.ondrop = (e) => { e.preventDefault(); zone.classList.remove("over"); take(e.dataTransfer.files); };
}
const WHY = { 400: "name", 404: "gone", 413: "large", 507: "full" };
