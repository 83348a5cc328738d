// Light, dark, or as the device wants it; kept in this browser only.
const root = document.documentElement;

export function start(box) {
  const { title, auto, light, dark } = box.dataset;
  const heading = document.createElement("p");
  heading.className = "menu__title";
  heading.id = "theme-switch-title";
  heading.textContent = title;
  const group = document.createElement("div");
  group.className = "segments";
  group.setAttribute("role", "group");
  group.setAttribute("aria-labelledby", heading.id);
  const buttons = [["", auto], ["light", light], ["dark", dark]].map(([theme, label]) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "segments__one";
    button.textContent = label;
    button.addEventListener("click", () => choose(theme, buttons));
    button.dataset.theme = theme;
    return button;
  });
  group.append(...buttons);
  box.append(heading, group);
  show(root.dataset.theme ?? "", buttons);
}

function choose(theme, buttons) {
  if (theme) {
    root.dataset.theme = theme;
    localStorage.setItem("theme", theme);
  } else {
    delete root.dataset.theme;
    localStorage.removeItem("theme");
  }
  show(theme, buttons);
}

function show(theme, buttons) {
  for (const button of buttons) {
    button.setAttribute("aria-pressed", String(button.dataset.theme === theme));
  }
}
