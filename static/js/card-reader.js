// Card readers. A wedge types eighteen characters and Enter into the number: Enter then goes on to the name.
// A driver on this machine answers over HTTP: {"kind", "number", "name"}. Typing by hand always works.
(() => {
  const form = document.querySelector("[data-card-reader]");
  if (!form) return;
  const number = form.querySelector("[name=number]");
  const name = form.querySelector("[name=name]");

  number.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || name.value.trim()) return;
    event.preventDefault();
    name.focus();
  });

  const address = form.dataset.cardReader;
  const row = form.querySelector("[data-card-reader-row]");
  if (!address || !row) return;
  row.hidden = false;
  const says = row.querySelector("[data-read-card-says]");
  row.querySelector("[data-read-card]").addEventListener("click", async () => {
    says.textContent = "";
    try {
      const answer = await fetch(address, { cache: "no-store", signal: AbortSignal.timeout(8000) });
      if (!answer.ok) throw new Error(answer.status);
      const card = await answer.json();
      const kind = form.querySelector(`[name=kind][value="${CSS.escape(card.kind ?? "resident_id")}"]`);
      if (kind) kind.checked = true;
      number.value = card.number ?? "";
      name.value = card.name ?? "";
      says.textContent = says.dataset.done;
      form.querySelector(".actions [type=submit]").focus();
    } catch {
      says.textContent = says.dataset.away;
      number.focus();
    }
  });
})();
