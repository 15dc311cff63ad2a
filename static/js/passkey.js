/* Passkeys of staff: allauth's script asks the browser; this says in words when it did not work. */
document.addEventListener("allauth.error", (event) => {
  const note = document.querySelector("[data-passkey-error]");
  if (!note) return;
  event.preventDefault();
  note.hidden = false;
  note.focus();
});
