// Unfolds what stands beside the page's content as soon as there is room beside it.
const WIDE = matchMedia("(min-width: 72rem)");

export function start(details) {
  const settle = () => {
    details.open = WIDE.matches;
  };
  WIDE.addEventListener("change", settle);
  if (!details.dataset.settled) settle(); // by whoever has opened or closed it before the page was drawn anew
}
