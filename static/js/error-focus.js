// The error summary takes the focus; its links put the cursor into the field.
(() => {
  const summary = document.querySelector("[data-error-summary]");
  if (!summary) return;
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    const found = link && document.getElementById(link.hash.slice(1));
    if (!found) return;
    const field = found.matches("fieldset") ? found.querySelector("input, select, textarea") : found;
    event.preventDefault();
    const label = field.closest("fieldset")?.querySelector("legend") ?? document.querySelector(`label[for="${field.id}"]`);
    (label ?? field).scrollIntoView({ block: "start" });
    field.focus({ preventScroll: true });
  });
})();
