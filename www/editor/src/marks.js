// Values that were read from the plan, shown where they stand.
import { RangeSet, StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView } from '@codemirror/view';

const change = StateEffect.define();

const shown = StateField.define({
  create: () => RangeSet.empty,
  update(marks, tr) {
    const news = tr.effects.findLast((effect) => effect.is(change));
    return news ? news.value : marks.map(tr.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

function decorate({ from, to, key, title, kind }) {
  const classes = `cm-value cm-value-${String(kind).replace(/[^\w-]/g, '-')}`;
  return Decoration.mark({ class: classes, attributes: { 'data-key': key }, key, title }).range(from, to);
}

export const setMarks = (marks) =>
  change.of(RangeSet.of(marks.filter(({ from, to }) => from < to).map(decorate), true));

export function marksAt(state, at) {
  const found = [];
  state.field(shown).between(at, at, (from, to, { spec }) => {
    found.push({ from, to, key: spec.key, title: spec.title });
  });
  return found;
}

export const marks = shown;
