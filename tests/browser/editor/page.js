import { mount } from './editor.js';

globalThis.changes = [];
globalThis.cursors = [];
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
};
