/** Makes an element. Text is only ever set as text, never parsed, so nothing that people write can become markup. */
export function make(tag, className = '', text = '') {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

export function button(label, className, pressed) {
  const made = make('button', className, label);
  made.type = 'button';
  made.addEventListener('click', pressed);
  return made;
}

/** A round sign for a person, with a tone of its own: the same on every screen, since it follows from the id. */
export function sign(user, name) {
  const made = make('span', 'sign', [...name.trim()][0]?.toUpperCase() ?? '?');
  made.dataset.tone = [...user].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 9973, 7) % 6;
  made.setAttribute('aria-hidden', 'true');
  return made;
}
