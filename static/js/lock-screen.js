/* Locks the desk over the page, so that what is typed stays: after a quarter of an hour, by the key L, or when
   the server says 423. The dialog is in components/lock_dialog.html; without this script the server redirects. */
(() => {
  const dialog = document.getElementById("lock-dialog");
  if (!dialog) return;
  const form = dialog.querySelector("form");
  const pin = form.querySelector("input[name=pin]");
  const error = dialog.querySelector("[data-error]");
  const idle = Number(dialog.dataset.idle) * 1000;
  let used = Date.now();

  const show = () => {
    if (dialog.open) return;
    error.hidden = true;
    pin.value = "";
    dialog.showModal();
    pin.focus();
  };
  const post = (url, body) => fetch(url, { method: "POST", body, mode: "same-origin", redirect: "manual" });
  const token = () => new FormData(form);
  const lock = () => {
    show();
    post(dialog.dataset.lock, token()).catch(() => {});
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await post(form.action, token()).catch(() => null);
    if (answer && answer.status === 204) {
      used = Date.now();
      dialog.close();
      return;
    }
    if (answer && answer.status !== 422) {
      window.location.reload();
      return;
    }
    error.textContent = answer ? await answer.text() : dialog.dataset.away;
    error.hidden = false;
    pin.value = "";
    pin.focus();
  });
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status === 423) show();
  });

  const typing = (target) => target.closest("input, textarea, select, [contenteditable]");
  document.addEventListener("keydown", (event) => {
    if (dialog.open) return;
    if (event.key.toLowerCase() === "l" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target)) {
      event.preventDefault();
      lock();
    }
  });
  for (const name of ["keydown", "pointerdown", "scroll"]) {
    document.addEventListener(name, () => { if (!dialog.open) used = Date.now(); }, { passive: true });
  }
  setInterval(() => { if (Date.now() - used > idle) lock(); }, 5000);
  document.addEventListener("submit", (event) => {
    if (Date.now() - used > idle && event.target !== form) {
      event.preventDefault();
      lock();
    }
  }, true);
})();
