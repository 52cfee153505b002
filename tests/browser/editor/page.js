import { mount } from './editor.js';

globalThis.changes = [];
globalThis.cursors = [];
globalThis.spoken = [];
globalThis.start = (text, dark = false) => {
  document.body.classList.toggle('dark', dark);
  globalThis.editor = mount(document.querySelector('#place'), {
    text,
    label: 'Plan',
    describedBy: 'hint',
    dark,
    onChange: (now) => globalThis.changes.push(now),
    onCursor: (offset) => globalThis.cursors.push(offset),
  });
  // What is to be read aloud is there for a moment only.
  const live = document.querySelector('#place > div').shadowRoot.querySelector('[aria-live]');
  new MutationObserver(() => globalThis.spoken.push(live.textContent.trim())).observe(live, { childList: true });
};
