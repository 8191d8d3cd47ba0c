import type { Paint } from '../report/paint.ts';
import { hang, wrapText } from '../report/text-layout.ts';

/**
 * A task text for the terminal: headings bold, emphasis and links as plain words, paragraphs wrapped, code left as it is. Knows the
 * Markdown that task texts are written in, and leaves alone what it does not know.
 */
export function plainMarkdown(markdown: string, options: { readonly width: number; readonly paint: Paint }): string {
  const { width, paint } = options;
  const lines: string[] = [];
  let paragraph: string[] = [];
  let isCode = false;
  const flush = (): void => {
    if (paragraph.length > 0) {
      lines.push(...block(paragraph.join(' '), width));
      paragraph = [];
    }
  };
  for (const line of markdown.replace(/\r\n/gu, '\n').split('\n')) {
    const heading = /^#{1,6}\s+(.*?)\s*#*$/u.exec(line);
    if (/^\s*(```|~~~)/u.test(line)) {
      flush();
      isCode = !isCode;
    } else if (isCode) {
      lines.push(`    ${line}`);
    } else if (heading !== null) {
      flush();
      lines.push(paint('bold', inline(heading[1] ?? '')));
    } else if (line.trim() === '') {
      flush();
      lines.push('');
    } else if (/^(\s*([-*+]|\d+[.)])\s|\s{4}|\|)/u.test(line)) {
      flush();
      paragraph.push(line);
    } else {
      paragraph.push(line.trim());
    }
  }
  flush();
  return `${lines
    .join('\n')
    .replace(/\n{3,}/gu, '\n\n')
    .replace(/^\n+|\s+$/gu, '')}\n`;
}

/** A paragraph or a list item with what belongs to it. Tables and indented code stay as they are. */
function block(text: string, width: number): readonly string[] {
  if (/^(\s{4}|\|)/u.test(text)) {
    return [text];
  }
  const [, indent = '', marker = '', rest = text] = /^(\s*)((?:[-*+]|\d+[.)])\s+)?(.*)$/u.exec(text) ?? [];
  const first = `${indent}${marker.replace(/^[*+]/u, '-')}`;
  return hang(first, wrapText(inline(rest), Math.max(20, width - first.length)));
}

/** Code spans stay as they are: a `**` in one is a power. */
function inline(text: string): string {
  return text
    .split(/(`[^`]*`)/u)
    .map((part) => (part.startsWith('`') ? part : withoutEmphasis(part)))
    .join('');
}

function withoutEmphasis(text: string): string {
  return text
    .replace(/!?\[([^\]]*)\]\((https?:[^)\s]*)\)/gu, '$1 ($2)')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/gu, '$1')
    .replace(/\*\*([^*]+)\*\*/gu, '$1')
    .replace(/(^|\s)\*([^*\s][^*]*)\*/gu, '$1$2');
}
