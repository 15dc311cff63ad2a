// Keys of the desk. An element says which key it answers: data-key="R". Rows to walk through: [data-row].
// Nothing fires while somebody types, with a modifier held, during Chinese composition or in an open dialog.
(() => {
  const HOME = '[data-key="/"]';
  const RETURN = "shuye-desk-return";
  const rows = () => [...document.querySelectorAll("[data-row]")].filter((row) => row.offsetParent !== null);
  const search = () => document.querySelector(HOME);

  const TICK = '[type="checkbox"], [type="radio"]';
  const typing = (target) =>
    target.isContentEditable ||
    target.matches("textarea, select") ||
    (target.matches("input") && !target.matches(`${TICK}, [type="submit"], [type="button"]`));
  // Ticking reasons in a form: a stray letter must not decide the case; figures may tick the next one.
  const ticking = (target, key) => /^[a-z]$/.test(key) && target.matches(TICK) && !target.closest("[data-row]");

  const current = () => document.querySelector("[data-row].is-at");

  const move = (by) => {
    const all = rows();
    if (!all.length) return;
    const was = all.indexOf(current());
    const now = was < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, was + by));
    all[was]?.classList.remove("is-at");
    all[now].classList.add("is-at");
    const link = all[now].querySelector("a[href]") ?? all[now].querySelector("button, input") ?? all[now];
    link.focus({ preventScroll: true });
    all[now].scrollIntoView({ block: "nearest" });
  };

  const findKey = (key) => {
    const found = [...document.querySelectorAll("[data-key]")].filter(
      (one) => one.dataset.key.toLowerCase() === key && one.offsetParent !== null && !one.disabled,
    );
    return found.find((one) => one.closest("[data-row].is-at")) ?? found.find((one) => !one.closest("[data-row]"));
  };

  const press = (element) => {
    if (element.matches("input:not([type=checkbox], [type=radio]), textarea, select")) {
      element.focus();
      element.select?.();
    } else {
      element.click();
      const form = element.matches("summary") && element.parentElement;
      if (form?.open) form.querySelector("input:not([type=hidden]), textarea, select")?.focus();
    }
  };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    if (event.key === "Escape" && event.target === search()) event.target.blur();
    if (typing(event.target) || document.querySelector("dialog[open]")) return;
    const key = event.key.toLowerCase();
    if (ticking(event.target, key)) return;
    if (key === "?") document.getElementById("keys")?.showModal();
    else if (key === "j") move(1);
    else if (key === "k") move(-1);
    else if (key === "enter") {
      // On a row's tick box Enter opens the row: it must not send the whole batch.
      if (event.target.closest("a, button, summary, input") && !event.target.matches("[data-row] .tick")) return;
      const link = current()?.querySelector("a[href]");
      if (!link) return;
      link.click();
    } else {
      const element = findKey(key);
      if (!element) return;
      press(element);
    }
    event.preventDefault();
  });

  document.addEventListener("focusin", (event) => {
    const row = event.target.closest("[data-row]");
    if (!row) return;
    current()?.classList.remove("is-at");
    row.classList.add("is-at");
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-phrase-for]");
    const area = button && document.getElementById(button.dataset.phraseFor);
    if (!area) return;
    const before = area.value.trimEnd();
    area.value = before ? `${before}\n${button.dataset.phrase}` : button.dataset.phrase;
    area.dispatchEvent(new Event("input", { bubbles: true }));
  });

  // After an action on a case the next page begins at the search box, as a clerk's hand expects.
  const remember = (on) => {
    try {
      if (on === undefined) return sessionStorage.getItem(RETURN);
      return on ? sessionStorage.setItem(RETURN, "1") : sessionStorage.removeItem(RETURN);
    } catch {
      return null;
    }
  };
  document.addEventListener("submit", (event) => {
    if (event.target.matches("form[data-desk-action]")) remember(true); // the case is done with
  });
  const wanted = remember() || document.querySelector("[data-focus-search]");
  remember(false);
  if (wanted && !document.querySelector("[data-error-summary]")) search()?.focus();
})();
