// Signature by finger, pen or mouse: strokes go as a PNG data URL into the hidden input.
// The typed name beside it needs no script; drawing is never required.
(() => {
  const INK = "#1b2430";
  const WIDTH = 5;

  document.querySelectorAll("[data-signature]").forEach((box) => {
    const pad = box.querySelector("[data-signature-pad]");
    const canvas = pad.querySelector("canvas");
    const value = box.querySelector("[data-signature-value]");
    const pen = canvas.getContext("2d");
    pad.hidden = false;

    const at = (event) => {
      const area = canvas.getBoundingClientRect();
      return [
        ((event.clientX - area.left) * canvas.width) / area.width,
        ((event.clientY - area.top) * canvas.height) / area.height,
      ];
    };
    const save = () => {
      value.value = canvas.toDataURL("image/png");
    };

    let drawing = false;
    canvas.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      drawing = true;
      canvas.setPointerCapture(event.pointerId);
      Object.assign(pen, { lineWidth: WIDTH, lineCap: "round", lineJoin: "round", strokeStyle: INK });
      pen.beginPath();
      pen.moveTo(...at(event));
      pen.lineTo(...at(event));
      pen.stroke();
      event.preventDefault();
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!drawing) return;
      pen.lineTo(...at(event));
      pen.stroke();
    });
    const end = () => {
      if (drawing) save();
      drawing = false;
    };
    canvas.addEventListener("pointerup", end);
    canvas.addEventListener("pointercancel", end);

    box.querySelector("[data-signature-clear]").addEventListener("click", () => {
      pen.clearRect(0, 0, canvas.width, canvas.height);
      value.value = "";
    });
  });
})();
