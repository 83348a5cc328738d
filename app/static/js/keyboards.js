// What a press means whatever letters are on the keyboard.

// The letter of a shortcut: as the layout has it, or where a layout of other letters (я, ئ, ζ) has its key.
export function isLetter(event, letter) {
  const pressed = event.key.toLowerCase();
  return /^[a-z]$/.test(pressed) ? pressed === letter : event.code === `Key${letter.toUpperCase()}`;
}

// While letters are put together (Chinese, Japanese, Korean), keys belong to that.
export function isComposing(event) {
  return event.isComposing || event.keyCode === 229; // Safari tells the last one by this number alone
}
