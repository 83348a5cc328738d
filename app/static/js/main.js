// Wakes the parts of a page that scripts improve: data-component="name" loads name.js and calls
// its start(element). Without this file every page works all the same.
const NAME = /^[a-z]+(-[a-z]+)*$/;

export async function wake(root) {
  for (const element of root.querySelectorAll("[data-component]")) {
    const name = element.dataset.component;
    if (element.dataset.awake || !NAME.test(name)) continue;
    element.dataset.awake = "yes";
    const { start } = await import(`./${name}.js`);
    start(element);
  }
}

wake(document);
