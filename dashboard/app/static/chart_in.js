// What Streamlit mounts for a figure; what it does with one stands in chart.js, which is fetched once.
export default async function ({ parentElement, data, setTriggerValue }) {
  const { show } = await import(new URL(data.addresses.script, document.baseURI));
  return show(parentElement, data, (mark) => setTriggerValue("mark", mark));
}
