// Puts a picture on the clipboard. A browser allows that on a press only, and on a page that came safely.
export default function ({ parentElement, data }) {
  const [button, said] = [parentElement.querySelector("button"), parentElement.querySelector("span")];
  button.textContent = data.words.copy;
  button.onclick = async () => {
    try {
      const bytes = Uint8Array.from(atob(data.png), (sign) => sign.charCodeAt(0));
      await navigator.clipboard.write([new ClipboardItem({ "image/png": new Blob([bytes], { type: "image/png" }) })]);
      said.textContent = data.words.done;
    } catch {
      said.textContent = data.words.failed;
    }
  };
}
