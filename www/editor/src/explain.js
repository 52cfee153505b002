// What is known about a place, in a tooltip: by pointer, by F8 and Shift-F8 for problems, by Ctrl-I at the cursor.
import { EditorView, activateHover, closeHoverTooltips, hasHoverTooltips, hoverTooltip, tooltips } from '@codemirror/view';
import { marksAt } from './marks.js';
import { neighbour, problemsAt } from './problems.js';

const NAMES = { error: 'Error', warning: 'Warning', note: 'Note' };

function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

function ofProblem({ severity, code, message, help }) {
  const head = element('div', '', element('strong', `cm-sign-${severity}`, NAMES[severity]), ` ${message}`);
  if (code) head.append(' ', element('code', '', code));
  return element('div', 'cm-explained', head, ...(help ? [element('div', '', help)] : []));
}

function ofMark({ key, title }) {
  return element('div', 'cm-explained', title, ...(key ? [' ', element('code', '', key)] : []));
}

function explain(view, at) {
  const problems = problemsAt(view.state, at);
  const marks = marksAt(view.state, at);
  const all = [...problems, ...marks];
  if (all.length === 0) return null;
  return {
    pos: Math.min(...all.map(({ from }) => from)),
    end: Math.max(...all.map(({ to }) => to)),
    above: true,
    create: () => ({ dom: element('div', '', ...problems.map(ofProblem), ...marks.map(ofMark)) }),
  };
}

const explanation = hoverTooltip(explain, { hideOnChange: true });

const spoken = (view, at) => [
  ...problemsAt(view.state, at).map(({ severity, message, help }) => [`${NAMES[severity]}: ${message}`, help]),
  ...marksAt(view.state, at).map(({ title }) => [title]),
].flat().filter(Boolean).join('. ');

// Shows it and has it read aloud, until the cursor leaves.
function show(view, from, to) {
  const text = spoken(view, from);
  if (!text) return false;
  const { number } = view.state.doc.lineAt(from);
  view.dispatch({ effects: EditorView.announce.of(`Line ${number}. ${text}`) });
  const left = ({ newSelection: { main } }) => main.head < from || main.head > to;
  activateHover(view, from, 1, { tooltip: explanation, until: (tr) => tr.docChanged || left(tr) });
  return true;
}

export function visit(view, { from, to }) {
  view.dispatch({ effects: closeHoverTooltips });
  view.dispatch({ selection: { anchor: from, head: to }, scrollIntoView: true, userEvent: 'select' });
  view.focus();
  return show(view, from, to);
}

function step(forward) {
  return (view) => {
    const problem = neighbour(view.state, forward);
    return problem ? visit(view, problem) : false;
  };
}

function here(view) {
  const { head } = view.state.selection.main;
  return show(view, head, head);
}

function close(view) {
  if (!hasHoverTooltips(view.state)) return false;
  view.dispatch({ effects: closeHoverTooltips });
  return true;
}

// Not quite to the edges of the window.
const tooltipSpace = () => ({ top: 4, left: 4, bottom: innerHeight - 4, right: innerWidth - 4 });

export const explanations = [explanation, tooltips({ tooltipSpace })];
export const explanationKeys = [
  { key: 'F8', run: step(true), shift: step(false) },
  { key: 'Mod-i', run: here, preventDefault: true },
  { key: 'Escape', run: close },
];
