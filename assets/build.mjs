// Makes what the program embeds: one style sheet (Tabler cut down to what the pages use, then ours), scripts, the icons.
// usage: node build.mjs --assets DIR --source DIR --modules DIR --out DIR
// Writes OUT/files/*, OUT/embedded.S, OUT/embedded.cpp, OUT/icons.cpp; a file that would not change is not touched.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { parseArgs } from 'node:util';
import { checkStyles, cutStyles, followSystemAppearance } from './styles.mjs';

const { values: dir } = parseArgs({
  options: { assets: { type: 'string' }, source: { type: 'string' }, modules: { type: 'string' }, out: { type: 'string' } },
});

const read = (...parts) => readFileSync(path.join(...parts), 'utf8');

function writeIfChanged(file, content) {
  if (existsSync(file) && readFileSync(file).equals(Buffer.from(content))) return;
  writeFileSync(file, content);
}

function filesBelow(folder, keep) {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) return filesBelow(file, keep);
      return keep(entry.name) ? [file] : [];
    });
}

// Every word of our sources counts as a class that may be used: keeps a little too much, never too little.
function usedWords() {
  const sources = filesBelow(dir.source, (name) => /\.(h|cpp)$/.test(name) && !/_test\.cpp$/.test(name));
  const scripts = filesBelow(path.join(dir.assets, 'js'), (name) => name.endsWith('.js'));
  const words = new Set();
  for (const file of [...sources, ...scripts]) {
    for (const [word] of readFileSync(file, 'utf8').matchAll(/[A-Za-z0-9_][A-Za-z0-9_-]*/g)) words.add(word);
  }
  return words;
}

function styles() {
  const tabler = read(dir.modules, '@tabler/core/dist/css/tabler.min.css');
  const ours = filesBelow(path.join(dir.assets, 'css'), (name) => name.endsWith('.css')).map((file) => readFileSync(file, 'utf8'));
  const all = followSystemAppearance(cutStyles(tabler, usedWords()) + ours.join('\n'));
  checkStyles(all);
  return all;
}

function iconNames() {
  const list = read(dir.source, 'ui/icon_names.h').match(/icon_names\{([^}]*)\}/)[1];
  return [...list.matchAll(/"([a-z0-9-]+)"/g)].map((match) => match[1]);
}

function iconMarkup(name) {
  const svg = read(dir.modules, `@tabler/icons/icons/outline/${name}.svg`);
  const shapes = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>'));
  const inner = shapes.replace(/\s+/g, ' ').replace(/ \/>/g, '/>').replace(/> </g, '><').trim();
  return (
    '<svg class="icon" width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" ' +
    `stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${inner}</svg>`
  );
}

function writeIcons() {
  const lines = iconNames().map((name) => `        Html::of(R"(${iconMarkup(name)})"),`);
  writeIfChanged(
    path.join(dir.out, 'icons.cpp'),
    `#include "ui/icons.h"

namespace assetbuddy::ui {

const platform::html::Html& icon(IconName name)
{
    using platform::html::Html;
    static const std::array<Html, icon_names.size()> drawn{
${lines.join('\n')}
    };
    return drawn[name.index()];
}

} // namespace assetbuddy::ui
`,
  );
}

const mediaTypes = { '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.svg': 'image/svg+xml' };

function withHash(name, bytes) {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  const end = path.extname(name);
  return { hash, address: `${path.basename(name, end)}.${hash}${end}`, type: mediaTypes[end] };
}

// The hash is part of each file's name, so the assembler file changes whenever a content does.
function embed(name, text) {
  const bytes = Buffer.from(text);
  const { hash, address, type } = withHash(name, bytes);
  const variants = {
    plain: () => bytes,
    gzip: () => gzipSync(bytes, { level: 9 }),
    brotli: () =>
      brotliCompressSync(bytes, {
        params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
      }),
  };
  for (const [variant, make] of Object.entries(variants)) {
    const file = path.join(dir.out, 'files', `${address}.${variant}`);
    if (!existsSync(file)) writeFileSync(file, make());
  }
  return { name, hash, address, type };
}

function assembler(files) {
  const blocks = files.flatMap((file, index) =>
    ['plain', 'gzip', 'brotli'].map((variant) => {
      const symbol = `assetbuddy_file_${index}_${variant}`;
      return (
        `    .global ${symbol}_begin\n    .global ${symbol}_end\n    .balign 16\n${symbol}_begin:\n` +
        `    .incbin "${path.join(dir.out, 'files', `${file.address}.${variant}`)}"\n${symbol}_end:\n    .byte 0\n`
      );
    }),
  );
  return `    .section .rodata\n${blocks.join('')}    .section .note.GNU-stack,"",@progbits\n`;
}

function index(files) {
  const symbols = files.flatMap((_, at) =>
    ['plain', 'gzip', 'brotli'].map((variant) => `extern const char assetbuddy_file_${at}_${variant}_begin[], assetbuddy_file_${at}_${variant}_end[];`),
  );
  const part = (at, variant) => `{assetbuddy_file_${at}_${variant}_begin, assetbuddy_file_${at}_${variant}_end}`;
  const rows = files.map(
    (file, at) =>
      `        {"${file.name}", "${file.address}", "${file.type}", "${file.hash}",\n` +
      `         ${part(at, 'plain')}, ${part(at, 'gzip')}, ${part(at, 'brotli')}},`,
  );
  return `#include "ui/embedded.h"

extern "C" {
${symbols.join('\n')}
}

namespace assetbuddy::ui {

std::span<const EmbeddedFile> embedded_files()
{
    static const EmbeddedFile files[] = {
${rows.join('\n')}
    };
    return files;
}

} // namespace assetbuddy::ui
`;
}

function prune(files) {
  const wanted = files.flatMap((file) => ['plain', 'gzip', 'brotli'].map((variant) => `${file.address}.${variant}`));
  for (const name of readdirSync(path.join(dir.out, 'files'))) {
    if (!wanted.includes(name)) rmSync(path.join(dir.out, 'files', name));
  }
}

mkdirSync(path.join(dir.out, 'files'), { recursive: true });
writeIcons();
const files = [
  embed('app.css', styles()),
  embed('app.js', read(dir.assets, 'js/app.js')),
  embed('favicon.svg', read(dir.assets, 'favicon.svg')),
  embed('passkeys.js', read(dir.assets, 'js/passkeys.js')),
  embed('uploads.js', read(dir.assets, 'js/uploads.js')),
  embed('htmx.js', read(dir.modules, 'htmx.org/dist/htmx.min.js')),
];
writeIfChanged(path.join(dir.out, 'embedded.S'), assembler(files));
writeIfChanged(path.join(dir.out, 'embedded.cpp'), index(files));
prune(files);
