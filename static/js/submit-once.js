// A form marked data-once posts once per ten seconds; its button says so and is never taken away.
// The server refuses a second submission anyway: this only spares people the wait.
(() => {
  const PAUSE = 10000;
  const WORD = "正在提交…";
  const waiting = new Map();

  const release = (form) => {
    const state = waiting.get(form);
    if (!state) return;
    clearTimeout(state.timer);
    if (state.button) {
      state.button.textContent = "";
      state.button.append(...state.content);
      state.button.removeAttribute("aria-busy");
    }
    waiting.delete(form);
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-once]")) return;
    if (waiting.has(form)) {
      event.preventDefault();
      return;
    }
    const button = event.submitter;
    const state = { button, content: button ? [...button.childNodes] : [], timer: setTimeout(() => release(form), PAUSE) };
    waiting.set(form, state);
    if (button) {
      button.textContent = button.dataset.wait || WORD;
      button.setAttribute("aria-busy", "true");
    }
  });

  // Back from the browser's page cache: the button is fresh again.
  window.addEventListener("pageshow", () => [...waiting.keys()].forEach(release));
})();
