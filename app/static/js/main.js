// Wakes the parts of a page that scripts improve: data-component="name" loads name.js and calls
// its start(element). Without this file every page works all the same.
const NAME = /^[a-z]+(-[a-z]+)*$/;

export async function wake(root) {
  const waking = [];
  for (const element of root.querySelectorAll("[data-component]:not([data-awake])")) {
    const name = element.dataset.component;
    if (!NAME.test(name)) continue;
    element.dataset.awake = "soon"; // asked for once, whoever looks again meanwhile
    waking.push([element, import(`./${name}.js`)]); // all on their way at once
  }
  for (const [element, module] of waking) {
    (await module).start(element);
    element.dataset.awake = "yes";
  }
}

wake(document);
