// Markdown with its GitHub extensions and front matter, in colours that theme.js defines.
import { HighlightStyle, Language, defineLanguageFacet, syntaxHighlighting } from '@codemirror/language';
import { tags } from '@lezer/highlight';
import { GFM, parser } from '@lezer/markdown';

const FENCES = ['---', '+++'];

// Without this, the end of YAML front matter would make a heading of it.
const frontMatter = {
  defineNodes: [{ name: 'FrontMatter', block: true, style: tags.monospace }],
  parseBlock: [
    {
      name: 'FrontMatter',
      before: 'HorizontalRule',
      parse(context, line) {
        const fence = line.text.trimEnd();
        if (context.lineStart !== 0 || !FENCES.includes(fence)) return false;
        while (context.nextLine() && line.text.trimEnd() !== fence);
        const end = context.lineStart + line.text.length;
        context.nextLine();
        context.addElement(context.elt('FrontMatter', 0, end));
        return true;
      },
    },
  ],
};

const language = new Language(defineLanguageFacet(), parser.configure([GFM, frontMatter]), [], 'markdown');

const colours = HighlightStyle.define([
  { tag: tags.heading, color: 'var(--heading)', fontWeight: '600' },
  { tag: tags.strong, fontWeight: '600' },
  { tag: tags.emphasis, fontStyle: 'italic' },
  { tag: tags.strikethrough, textDecoration: 'line-through' },
  { tag: [tags.monospace, tags.labelName], color: 'var(--code)' },
  { tag: [tags.link, tags.url], color: 'var(--link)' },
  { tag: [tags.processingInstruction, tags.contentSeparator, tags.comment, tags.quote], color: 'var(--muted)' },
  { tag: [tags.escape, tags.character], color: 'var(--code)' },
]);

export const markdown = [language.extension, syntaxHighlighting(colours)];
