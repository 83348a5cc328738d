// A row of links that is wider than a phone begins where the open page is in sight.
export function start(strip) {
  const current = strip.querySelector("[aria-current]");
  if (!current || strip.scrollWidth <= strip.clientWidth) return;
  const [outer, inner] = [strip, current].map((one) => one.getBoundingClientRect());
  strip.scrollLeft += inner.left + inner.width / 2 - (outer.left + outer.width / 2);
}
