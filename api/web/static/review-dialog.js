// One dialog for everything that is shown over the desk. Escape closes it, and the focus goes back to where it was.
import { make, t } from "./page.js";

/** Opens a dialog with a title and content; returns its close function. `wide` leaves room for text of fixed width. */
export function open(title, content, { wide = false } = {}) {
  const dialog = make("dialog", { class: wide ? "wide" : "", "aria-labelledby": "dialog-title" },
    make("div", { class: "dialog-head" },
      make("h2", { id: "dialog-title" }, title),
      make("button", { type: "button", class: "close", onclick: () => dialog.close() }, t("review.close"))),
    ...content);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.getElementById("desk").append(dialog);
  dialog.showModal();
  return () => dialog.close();
}
