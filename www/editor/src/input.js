// Text that arrives in one piece: pasted, filled in by a tool, dropped.
import { isolateHistory } from '@codemirror/commands';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { exactly } from './line_ends.js';

const whole = ({ doc, selection: { main } }) => main.from === 0 && main.to === doc.length;

// The page's text in place of the whole document, byte for byte and as one step of undo; shown from its start.
export function setDocument(view, text) {
  view.dispatch({
    ...exactly(view.state, 0, view.state.doc.length, text),
    selection: { anchor: 0 },
    annotations: isolateHistory.of('full'),
    scrollIntoView: true,
    userEvent: 'page',
  });
}

// What replaces the whole document keeps its own line ends; a part takes those of the document.
function insert(view, text, { userEvent, annotations }) {
  const { state } = view;
  const spec = whole(state) ? exactly(state, 0, state.doc.length, text) : state.replaceSelection(state.toText(text));
  const end = state.changes(spec.changes).mapPos(state.selection.main.to, 1);
  view.dispatch({ ...spec, selection: { anchor: end }, annotations, scrollIntoView: true, userEvent });
}

const TYPED = { userEvent: 'input.type' };
const PASTED = { userEvent: 'input.paste', annotations: isolateHistory.of('full') };

const handlers = EditorView.domEventHandlers({
  paste(event, view) {
    const text = event.clipboardData?.getData('text/plain');
    if (!text || !whole(view.state)) return false;
    insert(view, text, PASTED);
    return true;
  },
  // Left to the browser, several lines would arrive as changes of the DOM, and text over a selection may bring
  // inline styles, which the policy forbids.
  beforeinput(event, view) {
    if (event.inputType !== 'insertText' || !event.data || view.composing) return false;
    view.observer.flush();
    const lines = /[\r\n]/.test(event.data);
    if (view.state.selection.main.empty && !lines) return false;
    insert(view, event.data, lines ? PASTED : TYPED);
    return true;
  },
  // Files are the page's; CodeMirror would insert their text. The event goes on to the page.
  drop: (event) => (event.dataTransfer?.files.length ?? 0) > 0,
});

// On Android, input does not come through events of the document; CodeMirror splits it at "\n" alone.
const returns = EditorState.transactionFilter.of((tr) => {
  const changes = [];
  let found = false;
  tr.changes.iterChanges((from, to, _from, _to, text) => {
    const insert = text.toString();
    found ||= insert.includes('\r');
    changes.push({ from, to, insert: tr.startState.toText(insert) });
  });
  if (!found) return tr;
  const end = tr.startState.changes(changes).mapPos(tr.startState.selection.main.to, 1);
  return { changes, selection: { anchor: end }, userEvent: 'input.paste', scrollIntoView: true };
});

export const input = [handlers, returns];
