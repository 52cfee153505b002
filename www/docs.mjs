// Renders the guide: node docs.mjs DIST makes DIST/docs/ from docs/*.md. A link that leads nowhere fails the build.
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
// What builds the page is installed beside the editor.
import { Marked } from './editor/node_modules/marked/lib/marked.esm.js';

const [dist] = process.argv.slice(2);
if (!dist) throw new Error('usage: node docs.mjs DIST');

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(root, 'www/docs');
const [, repository] = readFileSync(join(root, 'Cargo.toml'), 'utf8').match(/^repository = "(.*)"$/m);
const template = readFileSync(join(root, 'www/docs.html'), 'utf8');

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const named = (file) => (file === 'README.md' ? 'index.html' : file.replace(/\.md$/, '.html'));

// The words of inline Markdown, without marks.
const words = (tokens) => tokens.map((token) => (token.tokens ? words(token.tokens) : token.text)).join('');

// As GitHub makes them: a link works there and here.
function anchorsOf(tokens) {
  const seen = new Map();
  return tokens.filter(({ type }) => type === 'heading').map((heading) => {
    const slug = words(heading.tokens).toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-');
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    return count ? `${slug}-${count}` : slug;
  });
}

function read(file) {
  const tokens = new Marked().lexer(readFileSync(join(source, file), 'utf8'));
  const title = words(tokens.find(({ type }) => type === 'heading').tokens);
  const lead = words(tokens.find(({ type }) => type === 'paragraph').tokens).replaceAll('\n', ' ');
  return { file, tokens, title, lead, anchors: anchorsOf(tokens) };
}

const pages = new Map(readdirSync(source).filter((file) => file.endsWith('.md')).map((file) => [file, read(file)]));

// Where a link of a page leads on the site.
function address(page, href) {
  if (/^(https:|mailto:)/.test(href)) return href;
  const [path, anchor] = href.split('#');
  const file = path ? posix.normalize(path) : page.file;
  const target = pages.get(file);
  const there = target ? !anchor || target.anchors.includes(anchor) : !anchor && existsSync(join(source, file));
  if (!there) throw new Error(`www/docs/${page.file}: ${href} leads nowhere`);
  if (target) return (path ? named(file) : '') + (anchor ? `#${anchor}` : '');
  return file.startsWith('../') ? `${repository}/blob/main/${posix.normalize(`www/docs/${file}`)}` : file;
}

function renderer(page) {
  const anchors = page.anchors.values();
  return {
    heading({ tokens, depth }) {
      const id = escape(anchors.next().value);
      return `<h${depth} id="${id}"><a href="#${id}">${this.parser.parseInline(tokens)}</a></h${depth}>\n`;
    },
    link({ href, tokens }) {
      const to = address(page, href);
      const away = /^https:/.test(to) ? ' rel="noopener noreferrer"' : '';
      return `<a href="${escape(to)}"${away}>${this.parser.parseInline(tokens)}</a>`;
    },
    // Wide ones scroll by themselves, by keyboard too.
    code({ text }) {
      return `<pre tabindex="0"><code>${escape(text)}\n</code></pre>\n`;
    },
    // Remarks of the source; there is no other HTML in it.
    html({ text }) {
      if (!/^<!--[^]*-->\s*$/.test(text)) throw new Error(`www/docs/${page.file}: HTML is not taken: ${text}`);
      return '';
    },
  };
}

function body(page) {
  const marked = new Marked({ renderer: renderer(page) });
  const html = marked.parser(page.tokens);
  return html.replaceAll('<table>', '<div class="wide-table" tabindex="0"><table>').replaceAll('</table>', '</table></div>');
}

// The order of the guide is that of the links on its first page.
function chapters() {
  const index = pages.get('README.md');
  const linked = JSON.stringify(index.tokens).match(/"href":"[^"/:#]+\.md"/g).map((match) => match.slice(8, -1));
  const files = ['README.md', ...new Set(linked)];
  const lost = [...pages.keys()].filter((file) => !files.includes(file));
  if (lost.length) throw new Error(`www/docs/README.md does not link to ${lost.join(', ')}`);
  return files.map((file) => pages.get(file));
}

function navigation(page) {
  const item = ({ file, title }) => `<li><a href="${named(file)}"${file === page.file ? ' aria-current="page"' : ''}>${escape(title)}</a></li>`;
  return chapters().map(item).join('\n');
}

function fill(text, values) {
  return text.replace(/\{\{(\w+)\}\}/g, (_, name) => values[name]);
}

mkdirSync(join(dist, 'docs'));
for (const page of pages.values()) {
  const values = {
    title: escape(page.title),
    lead: escape(page.lead),
    chapters: navigation(page),
    body: body(page),
    source: `${repository}/blob/main/www/docs/${page.file}`,
  };
  writeFileSync(join(dist, 'docs', named(page.file)), fill(template, values));
}
for (const file of readdirSync(source).filter((name) => !name.endsWith('.md'))) {
  cpSync(join(source, file), join(dist, 'docs', basename(file)));
}
