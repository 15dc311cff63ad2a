// A kiosk left alone for a minute asks for ten seconds, then wipes. The server counts too.
(() => {
  const IDLE = 60000;
  const COUNT = 10;
  const TELL = 15000;
  const dialog = document.getElementById("kiosk-dialog");
  const form = document.getElementById("kiosk-wipe");
  if (!dialog || !form) return;
  const left = dialog.querySelector("[data-left]");
  let timer = 0;
  let ticking = 0;
  let told = Date.now();

  const tell = () => {
    told = Date.now();
    fetch(dialog.dataset.seen, { method: "POST", keepalive: true }).catch(() => {});
  };

  const wipe = () => {
    clearInterval(ticking);
    try {
      localStorage.clear();
      sessionStorage.clear();
    } catch {
      // storage may be shut: then nothing is in it
    }
    form.requestSubmit();
  };

  const ask = () => {
    let seconds = COUNT;
    left.textContent = seconds;
    tell(); // the seconds of the question are not held against the person
    dialog.showModal();
    ticking = setInterval(() => {
      seconds -= 1;
      left.textContent = seconds;
      if (seconds <= 0) wipe();
    }, 1000);
  };

  const rest = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, IDLE - 500);
  };

  const active = () => {
    if (dialog.open) return;
    rest();
    if (Date.now() - told > TELL) tell();
  };

  dialog.addEventListener("close", () => {
    clearInterval(ticking);
    tell();
    rest();
  });
  ["pointerdown", "pointermove", "keydown", "input", "wheel", "touchstart"].forEach((name) =>
    document.addEventListener(name, active, { passive: true }),
  );
  // What the browser kept of a page is never shown again to the next person.
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());
  rest();
})();
