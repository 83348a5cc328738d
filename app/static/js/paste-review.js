// Marks what belongs together: a piece of the pasted text and what was read out of it.
const MARKED = "is-marked";
const MEANT = "is-meant";

function useOf(element) {
  return element.closest("[data-use]")?.dataset.use;
}

function unmark(root) {
  for (const one of root.querySelectorAll(`.${MARKED}, .${MEANT}`)) one.classList.remove(MARKED, MEANT);
}

function mark(root, target) {
  const owner = target.closest("[data-of]");
  if (!owner) return;
  const use = useOf(target);
  for (const one of root.querySelectorAll(`[data-of="${owner.dataset.of}"]`)) {
    if (!one.classList.contains("source__piece")) continue;
    one.classList.add(MARKED);
    if (use && one.dataset.use === use) one.classList.add(MEANT);
  }
  const card = root.querySelector(`.paste__card[data-of="${owner.dataset.of}"]`);
  if (!card || !target.closest(".source")) return;
  card.classList.add(MARKED);
  for (const one of card.querySelectorAll(`[data-use="${use}"]`)) one.classList.add(MEANT);
}

// Only the list beside is moved, never the page under somebody's pointer.
function show(root, target) {
  const owner = target.closest("[data-of]");
  if (!owner || target.closest("button, a, input, label, .source")) return;
  const piece = root.querySelector(`.source__piece[data-of="${owner.dataset.of}"]`);
  const list = piece?.closest(".source");
  if (!list || list.scrollHeight <= list.clientHeight) return;
  const top = piece.getBoundingClientRect().top - list.getBoundingClientRect().top;
  if (top < 0 || top > list.clientHeight - 40) list.scrollTop += top - list.clientHeight / 3;
}

// What the last press has done stands where its reader comes back to, and is read out there.
function tell(root) {
  const said = root.querySelector("[data-said-here]");
  said?.closest("details")?.setAttribute("open", "");
  said?.focus();
}

export function start(root) {
  tell(root);
  for (const kind of ["pointerover", "focusin"]) {
    root.addEventListener(kind, (event) => {
      unmark(root);
      mark(root, event.target);
      show(root, event.target);
    });
  }
  root.addEventListener("pointerleave", () => unmark(root));
  root.querySelector(".source")?.addEventListener("click", (event) => {
    const owner = event.target.closest("[data-of]");
    const card = owner && root.querySelector(`#session-${owner.dataset.of}`);
    if (!card) return;
    card.closest("details")?.setAttribute("open", "");
    card.scrollIntoView({ block: "center" });
    card.querySelector("button, a, input")?.focus({ preventScroll: true });
  });
}
