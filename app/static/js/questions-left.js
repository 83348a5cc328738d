// Says beside the head of a part of a form how many of its questions still need an answer.
// <h2>About you <span data-component="questions-left" data-words="# still to answer"></span></h2>
export function start(label) {
  const part = label.closest(".form__part");
  const needed = [...part.querySelectorAll(".field")].filter((field) => !field.querySelector(".field__optional"));
  const draw = () => {
    const left = needed.filter((field) => !isAnswered(field)).length;
    label.textContent = left ? label.dataset.words.replace("#", left) : "";
  };
  part.addEventListener("input", draw);
  draw();
}

function isAnswered(field) {
  return [...field.querySelectorAll("input, select, textarea")].some((control) =>
    control.type === "radio" || control.type === "checkbox" ? control.checked : control.value.trim() !== "",
  );
}
