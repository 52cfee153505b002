// CodeMirror's document has "\n" between its lines. The text it was made from may have "\r\n", "\r" and a byte
// order mark; they are kept beside the document, so that the text comes back as it was, whatever is edited.
import { invertedEffects } from '@codemirror/commands';
import { StateEffect, StateField, Text } from '@codemirror/state';

const BREAK = /\r\n|\r|\n/g;
const KIND = { '\n': 'n', '\r': 'r', '\r\n': 'w' };
const BREAK_OF = { n: '\n', r: '\r', w: '\r\n' };

class LineEnds {
  // One letter of KIND per line break; no letters at all when every break is "\n".
  constructor(bom, kinds) {
    this.bom = bom;
    this.kinds = /[rw]/.test(kinds) ? kinds : '';
  }

  get mark() {
    return this.bom ? 1 : 0;
  }

  // What a new line gets: the kind that most lines have.
  get prevailing() {
    const count = (kind) => this.kinds.split(kind).length - 1;
    return ['n', 'w', 'r'].reduce((best, kind) => (count(kind) > count(best) ? kind : best));
  }

  // widths[i]: by how much the first i breaks are longer than in the document.
  get widths() {
    if (!this.cached) {
      this.cached = new Int32Array(this.kinds.length + 1);
      for (let i = 0; i < this.kinds.length; i += 1) {
        this.cached[i + 1] = this.cached[i] + (this.kinds[i] === 'w' ? 1 : 0);
      }
    }
    return this.cached;
  }
}

const PLAIN = new LineEnds(false, '');

function read(text) {
  const bom = text.startsWith('\ufeff');
  const lines = text.slice(bom ? 1 : 0).split(/\r\n?|\n/);
  const kinds = text.includes('\r') ? Array.from(text.matchAll(BREAK), ([found]) => KIND[found]).join('') : '';
  return { doc: Text.of(lines), ends: bom || kinds ? new LineEnds(bom, kinds) : PLAIN };
}

// What a transaction inserts has these line ends, and not the prevailing one.
const inserted = StateEffect.define();
// Undo and redo: the line ends of the whole document as they were.
const restored = StateEffect.define();

function edited(ends, tr) {
  const exact = tr.effects.find((effect) => effect.is(inserted))?.value;
  if (!exact && ends === PLAIN) return PLAIN;
  const before = tr.startState.doc;
  const line = (at) => before.lineAt(at).number - 1;
  const own = ends.kinds || 'n'.repeat(before.lines - 1);
  let kinds = '';
  let done = 0;
  let bom = ends.bom;
  tr.changes.iterChanges((from, to, _from, _to, text) => {
    const breaks = text.lines - 1;
    if (from === 0 && to === before.length) bom = exact?.bom ?? false;
    kinds += own.slice(done, line(from));
    kinds += exact ? exact.kinds || 'n'.repeat(breaks) : ends.prevailing.repeat(breaks);
    done = line(to);
  });
  return new LineEnds(bom, kinds + own.slice(done));
}

const field = StateField.define({
  create: () => PLAIN,
  update(ends, tr) {
    const last = tr.effects.findLast((effect) => effect.is(restored));
    if (last) return last.value;
    return tr.docChanged ? edited(ends, tr) : ends;
  },
});

function undoable(tr) {
  const ends = tr.startState.field(field);
  const moves = ends !== PLAIN || tr.effects.some((effect) => effect.is(inserted) || effect.is(restored));
  return tr.docChanged && moves ? [restored.of(ends)] : [];
}

// The parts of an EditorState that hold `text`.
export function lineEnds(text) {
  const { doc, ends } = read(text);
  return { doc, extension: [field.init(() => ends), invertedEffects.of(undoable)] };
}

// A transaction that puts `text` between two places of the document, byte for byte.
export function exactly(state, from, to, text) {
  const whole = from === 0 && to === state.doc.length;
  const { doc, ends } = read(whole ? text : text.replace(/^\ufeff/, ''));
  const effects = ends === PLAIN && state.field(field) === PLAIN ? [] : inserted.of(ends);
  return { changes: { from, to, insert: doc }, effects };
}

export function textOf(state) {
  const { bom, kinds } = state.field(field);
  if (!kinds) return (bom ? '\ufeff' : '') + state.doc.toString();
  let text = bom ? '\ufeff' : '';
  let i = 0;
  for (const line of state.doc.iterLines()) text += line + (BREAK_OF[kinds[i++]] ?? '');
  return text;
}

// Places of the document and of the text, in UTF-16 units.
export function toText(state, at) {
  const ends = state.field(field);
  const extra = ends.kinds ? ends.widths[state.doc.lineAt(at).number - 1] : 0;
  return at + extra + ends.mark;
}

export function toDocument(state, offset) {
  const ends = state.field(field);
  const at = Math.max(0, Math.min(offset, Number.MAX_SAFE_INTEGER) - ends.mark);
  if (!ends.kinds) return Math.min(at, state.doc.length);
  let low = 1;
  let high = state.doc.lines;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (state.doc.line(middle).from + ends.widths[middle - 1] <= at) low = middle;
    else high = middle - 1;
  }
  const line = state.doc.line(low);
  return Math.min(at - ends.widths[low - 1], line.to);
}
