// What is wrong with the plan: underlined, with a sign beside the line.
import { RangeSet, StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView, GutterMarker, gutter } from '@codemirror/view';

const SIGNS = { error: '●', warning: '▲', note: '◆' };
const change = StateEffect.define();

const listed = StateField.define({
  create: () => [],
  update(problems, tr) {
    const news = tr.effects.findLast((effect) => effect.is(change));
    if (news) return news.value;
    return tr.docChanged ? problems.map((problem) => moved(problem, tr.changes)) : problems;
  },
  provide: (field) => EditorView.decorations.from(field, underlines),
});

function moved(problem, changes) {
  const from = changes.mapPos(problem.from, 1);
  return { ...problem, from, to: Math.max(from, changes.mapPos(problem.to, -1)) };
}

function underlines(problems) {
  const marks = problems
    .filter(({ from, to }) => from < to)
    .map(({ from, to, severity }) => Decoration.mark({ class: `cm-${severity}` }).range(from, to));
  return RangeSet.of(marks, true);
}

// A place between two characters is shown at the one after it, or before it at the end of a line.
function widened(state, problem) {
  if (problem.from < problem.to) return problem;
  const { from, to } = state.doc.lineAt(problem.from);
  if (problem.from < to) return { ...problem, to: problem.from + 1 };
  return { ...problem, from: Math.max(from, problem.from - 1) };
}

export function setProblems(state, problems) {
  const known = problems.map((problem) => ({ ...problem, severity: problem.severity in SIGNS ? problem.severity : 'note' }));
  return change.of(known.map((problem) => widened(state, problem)).sort((a, b) => a.from - b.from || a.to - b.to));
}

export const problemsAt = (state, at) => state.field(listed).filter(({ from, to }) => from <= at && at <= to);

// The problem after the selection, or before it; round the ends of the document.
export function neighbour(state, forward) {
  const problems = state.field(listed);
  const { from, to } = state.selection.main;
  const order = (problem) => problem.from - from || problem.to - to;
  return forward
    ? (problems.find((problem) => order(problem) > 0) ?? problems[0])
    : (problems.findLast((problem) => order(problem) < 0) ?? problems.at(-1));
}

class Sign extends GutterMarker {
  constructor(severity) {
    super();
    this.severity = severity;
  }

  eq(other) {
    return other.severity === this.severity;
  }

  toDOM() {
    const sign = document.createElement('span');
    sign.className = `cm-sign-${this.severity}`;
    sign.textContent = SIGNS[this.severity];
    return sign;
  }
}

const RANKS = Object.keys(SIGNS);

export function worstIn(state, line) {
  const here = state.field(listed).filter(({ from, to }) => from <= line.to && to >= line.from);
  return here.sort((a, b) => RANKS.indexOf(a.severity) - RANKS.indexOf(b.severity))[0];
}

// `onSign(view, problem)` is called when the sign of a line is clicked.
export const problems = (onSign) => [
  listed,
  gutter({
    class: 'cm-problems',
    lineMarker(view, line) {
      const worst = worstIn(view.state, line);
      return worst ? new Sign(worst.severity) : null;
    },
    lineMarkerChange: (update) => update.startState.field(listed) !== update.state.field(listed),
    initialSpacer: () => new Sign('error'),
    domEventHandlers: {
      click(view, line) {
        const worst = worstIn(view.state, line);
        if (worst) onSign(view, worst);
        return Boolean(worst);
      },
    },
  }),
];
