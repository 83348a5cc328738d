// Adds a button that copies the text of its field, and says so.
export function start(box) {
  const field = box.querySelector("input");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button--secondary";
  button.textContent = box.dataset.action;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    field.select();
    await navigator.clipboard.writeText(field.value);
    button.textContent = box.dataset.done;
    setTimeout(() => { button.textContent = box.dataset.action; }, 2000);
  });
  box.append(button);
}
