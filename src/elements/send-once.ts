// A second press while the first is on its way would find what the first has changed: a link that is no longer valid.
const sent = new WeakSet<EventTarget>();
document.addEventListener('submit', (event) => {
  if (sent.has(event.target!)) event.preventDefault();
  sent.add(event.target!);
});
// Back from the next page, it can be sent again.
window.addEventListener('pageshow', (event) => {
  if (event.persisted) for (const form of document.forms) sent.delete(form);
});
