// Looks. Every colour is a custom property that the page may set; the values here are what it gets if it does not.
// All of them keep 4.5:1 on the background, on the lines of values that were read and on selected text.
import { EditorView } from '@codemirror/view';

const LIGHT = {
  text: '#1f2328',
  background: '#ffffff',
  muted: '#57606a',
  heading: '#0a3069',
  code: '#6b2c00',
  link: '#0550ae',
  selection: '#cfe3ff',
  value: '#e9f3ec',
  'value-line': '#1a7f37',
  error: '#b3141d',
  warning: '#7d4e00',
  note: '#0550ae',
  focus: '#0550ae',
  border: '#8c959f',
  tooltip: '#ffffff',
};

const DARK = {
  text: '#e6edf3',
  background: '#0d1117',
  muted: '#9ba5b0',
  heading: '#a5d0ff',
  code: '#ffbd85',
  link: '#79b8ff',
  selection: '#1d3f6b',
  value: '#12261a',
  'value-line': '#4ac26b',
  error: '#ff8f87',
  warning: '#e3b341',
  note: '#79b8ff',
  focus: '#79b8ff',
  border: '#6e7681',
  tooltip: '#1c2129',
};

const properties = (colours) =>
  Object.fromEntries(Object.entries(colours).map(([name, value]) => [`--${name}`, `var(--editor-${name}, ${value})`]));

const squiggle = (colour) => ({
  textDecoration: `underline wavy var(--${colour})`,
  textDecorationSkipInk: 'none',
  textUnderlineOffset: '0.2em',
});

const colours = EditorView.baseTheme({
  '&light': { ...properties(LIGHT), colorScheme: 'light' },
  '&dark': { ...properties(DARK), colorScheme: 'dark' },
});

const look = EditorView.theme({
  '&': { height: '100%', color: 'var(--text)', backgroundColor: 'var(--background)' },
  // Not an outline: the gutter would cover it.
  '&.cm-focused': { outline: 'none' },
  '&.cm-focused::after': {
    content: '""',
    position: 'absolute',
    inset: '0',
    border: '2px solid var(--focus)',
    pointerEvents: 'none',
    zIndex: '300',
  },
  '.cm-scroller': {
    fontFamily: 'var(--editor-font, ui-monospace, "SFMono-Regular", "Cascadia Code", "Roboto Mono", Consolas, monospace)',
    fontSize: '14px',
    lineHeight: '1.55',
  },
  '.cm-content': { caretColor: 'var(--text)', padding: '0.5rem 0' },
  '.cm-content ::selection, .cm-content::selection': { backgroundColor: 'var(--selection)' },
  '.cm-line': { padding: '0 0.5rem 0 0.25rem' },
  '.cm-gutters': { color: 'var(--muted)', backgroundColor: 'var(--background)', border: 'none' },
  // Room for three digits, so that the text stays where it is when lines are added.
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 0.4rem', minWidth: 'calc(3ch + 0.8rem)' },
  '.cm-problems .cm-gutterElement': { width: '1.2em', textAlign: 'center', cursor: 'pointer' },

  '.cm-value': { backgroundColor: 'var(--value)', borderBottom: '1px dotted var(--value-line)' },
  '.cm-error': squiggle('error'),
  '.cm-warning': squiggle('warning'),
  '.cm-note': squiggle('note'),
  '.cm-sign-error': { color: 'var(--error)' },
  '.cm-sign-warning': { color: 'var(--warning)' },
  '.cm-sign-note': { color: 'var(--note)' },

  '.cm-tooltip': {
    maxWidth: 'min(32rem, 90vw)',
    padding: '0.4rem 0.6rem',
    border: '1px solid var(--border)',
    borderRadius: '4px',
    color: 'var(--text)',
    backgroundColor: 'var(--tooltip)',
    fontFamily: 'var(--editor-tooltip-font, system-ui, sans-serif)',
    fontSize: '0.875rem',
    lineHeight: '1.4',
    overflowWrap: 'anywhere',
    zIndex: '400',
  },
  '.cm-explained + .cm-explained': { marginTop: '0.4rem', paddingTop: '0.4rem', borderTop: '1px solid var(--border)' },
  '.cm-explained code': { color: 'var(--muted)', fontSize: '0.8125rem' },

  // Below 16 px, phones zoom into what gets the focus.
  '@media (pointer: coarse), (max-width: 40rem)': {
    '.cm-scroller': { fontSize: '16px' },
    '.cm-gutterElement': { fontSize: '12px', lineHeight: 'calc(16px * 1.55)' },
    '.cm-lineNumbers .cm-gutterElement': { padding: '0 0.1rem', minWidth: 'calc(3ch + 0.2rem)' },
  },
});

export const theme = [colours, look, EditorView.lineWrapping];
export const darkness = (dark) => EditorView.darkTheme.of(dark);
