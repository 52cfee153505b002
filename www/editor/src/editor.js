// The page's editor: CodeMirror in an open shadow root, where a policy without 'unsafe-inline' lets it have its styles.
// Every offset is in UTF-16 units of the text as `text()` gives it.
import { history, historyKeymap, indentLess, indentMore, redo, standardKeymap } from '@codemirror/commands';
import { Compartment, EditorState, Transaction } from '@codemirror/state';
import { EditorView, keymap, lineNumbers } from '@codemirror/view';
import { explanationKeys, explanations, visit } from './explain.js';
import { input, setDocument } from './input.js';
import { exactly, lineEnds, textOf, toDocument, toText } from './line_ends.js';
import { markdown } from './markdown.js';
import { marks, setMarks } from './marks.js';
import { problems, setProblems } from './problems.js';
import { darkness, theme } from './theme.js';

// Tab is not here: it leaves the editor.
const KEYS = [
  ...explanationKeys,
  { key: 'Mod-]', run: indentMore },
  { key: 'Mod-[', run: indentLess },
  { key: 'Mod-Shift-z', run: redo, preventDefault: true },
  ...historyKeymap,
  ...standardKeymap,
];

function description(id) {
  const text = id && document.getElementById(id)?.textContent.trim();
  return text ? { 'aria-description': text } : {};
}

function attributes({ label, describedBy }) {
  return EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0', autocapitalize: 'off', ...description(describedBy) });
}

// The page is told of what its user changes, undo and redo included, not of what it sets itself.
function listener({ onChange, onCursor }) {
  const byPage = (tr) => tr.annotation(Transaction.userEvent) === 'page';
  return EditorView.updateListener.of(({ docChanged, selectionSet, state, transactions }) => {
    if (docChanged && !transactions.every((tr) => !tr.docChanged || byPage(tr))) onChange?.(textOf(state));
    if (docChanged || selectionSet) onCursor?.(toText(state, state.selection.main.head));
  });
}

export function mount(parent, options) {
  const host = document.createElement('div');
  host.style.height = '100%';
  const root = host.attachShadow({ mode: 'open' });
  parent.append(host);

  const dark = new Compartment();
  const { doc, extension } = lineEnds(options.text);
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc,
      extensions: [
        extension,
        history(),
        keymap.of(KEYS),
        lineNumbers(),
        problems(visit),
        marks,
        explanations,
        markdown,
        input,
        theme,
        dark.of(darkness(options.dark)),
        attributes(options),
        listener(options),
      ],
    }),
  });

  const place = (offset) => toDocument(view.state, offset);
  const placed = (range) => ({ ...range, from: place(range.from), to: place(range.to) });
  return {
    text: () => textOf(view.state),
    setText(text) {
      if (text !== textOf(view.state)) setDocument(view, text);
    },
    replace(from, to, text) {
      view.dispatch({ ...exactly(view.state, place(from), place(to), text), userEvent: 'page' });
    },
    setMarks: (list) => view.dispatch({ effects: setMarks(list.map(placed)) }),
    setDiagnostics: (list) => view.dispatch({ effects: setProblems(view.state, list.map(placed)) }),
    reveal(from, to) {
      const selection = { anchor: place(from), head: place(to) };
      view.dispatch({ selection, effects: EditorView.scrollIntoView(selection.anchor, { y: 'center' }), userEvent: 'select' });
      view.focus();
    },
    setDark: (on) => view.dispatch({ effects: dark.reconfigure(darkness(on)) }),
    focus: () => view.focus(),
    selection() {
      const { from, to } = view.state.selection.main;
      return { from: toText(view.state, from), to: toText(view.state, to) };
    },
    destroy() {
      view.destroy();
      host.remove();
    },
  };
}
