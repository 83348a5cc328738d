// A <details> menu that closes on Escape, on a click elsewhere, and when focus leaves it. Not before a press elsewhere
// is over: where closing moves the page, what is being pressed would slip away from under the finger.
export function start(menu) {
  const close = () => { menu.open = false; };
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    event.stopPropagation();
    close();
    menu.querySelector("summary").focus();
  });
  menu.addEventListener("focusout", (event) => {
    const to = event.relatedTarget;
    if (to && !menu.contains(to) && !to.matches(":active")) close();
  });
  document.addEventListener("click", (event) => {
    if (menu.open && !menu.contains(event.target)) close();
  });
}
