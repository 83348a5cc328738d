// Unfolds what stands beside the page's content as soon as there is room beside it.
const WIDE = matchMedia("(min-width: 72rem)");

export function start(details) {
  const settle = () => {
    details.open = WIDE.matches;
  };
  WIDE.addEventListener("change", settle);
  settle();
}
