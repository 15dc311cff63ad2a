// «朗读»: reads a guide aloud sentence by sentence. Without speech in the browser the button stays hidden.
(() => {
  const button = document.querySelector("[data-read-aloud]");
  const text = document.querySelector("[data-read]");
  if (!button || !text || !("speechSynthesis" in window) || !("SpeechSynthesisUtterance" in window)) return;
  const word = button.querySelector("[data-word]");
  const voice = speechSynthesis;
  let reading = false;

  const stop = () => {
    reading = false;
    voice.cancel();
    word.textContent = button.dataset.start;
    button.setAttribute("aria-pressed", "false");
  };

  const sentences = () => {
    const parts = [];
    text.querySelectorAll("h1, h2, p, li, dt, dd, summary").forEach((each) => {
      if (each.closest("[data-read-aloud]") || each.querySelector("p, li")) return;
      const said = each.textContent.trim();
      if (said) parts.push(...said.split(/(?<=[。!?;])/));
    });
    return parts;
  };

  const start = () => {
    const parts = sentences();
    reading = true;
    word.textContent = button.dataset.stop;
    button.setAttribute("aria-pressed", "true");
    parts.forEach((part, place) => {
      const spoken = new SpeechSynthesisUtterance(part);
      spoken.lang = document.documentElement.lang === "en" ? "en-GB" : "zh-CN";
      spoken.rate = 0.9;
      if (place === parts.length - 1) spoken.onend = stop;
      voice.speak(spoken);
    });
  };

  button.hidden = false;
  button.addEventListener("click", () => (reading ? stop() : start()));
  window.addEventListener("pagehide", () => voice.cancel());
})();
