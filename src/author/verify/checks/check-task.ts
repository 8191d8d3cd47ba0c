import { access, readFile } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import { marked, type Token, type Tokens } from 'marked';
import type { Exercise } from '../../../model/exercise.ts';
import type { SyntaxFault } from '../../author-tool.ts';
import type { Finding } from '../proof.ts';

/** The task text: there, headed by the title, its links lead somewhere and its code blocks can be read. */
export async function checkTask(
  exercise: Exercise,
  syntaxFaults: (blocks: readonly string[]) => Promise<readonly SyntaxFault[]>,
): Promise<readonly Finding[]> {
  const folder = exercise.folder ?? '';
  const file = 'README.md';
  const text = await readFile(join(folder, file), 'utf8').catch(() => undefined);
  if (text === undefined || text.trim() === '') {
    const message = text === undefined ? 'There is no README.md: the learner has no task.' : 'README.md is empty.';
    return [{ check: 'task', level: 'error', message, file, next: 'Write what is to be done, as the learner reads it.' }];
  }
  const tokens = marked.lexer(text);
  const lineOf = lineFinder(text);
  const error = (message: string, raw: string, next: string): Finding => ({
    check: 'task',
    level: 'error',
    message,
    file,
    line: lineOf(raw),
    next,
  });
  const heading = tokens.find((token): token is Tokens.Heading => token.type === 'heading');
  const findings: Finding[] = [];
  if (heading === undefined || heading.depth !== 1 || plainText(heading) !== exercise.title) {
    findings.push(
      error(
        `The task text begins with ${heading === undefined ? 'no heading' : `"${heading.raw.trim()}"`}, not with the title.`,
        heading?.raw ?? text,
        `Begin it with "# ${exercise.title}", or change "title" in exercise.json.`,
      ),
    );
  }
  for (const [place, line] of text.split('\n').entries()) {
    if (/\bTODO\b/.test(line)) {
      const next = 'Write it.';
      findings.push({ check: 'task', level: 'error', message: 'Something is still to be written.', file, line: place + 1, next });
    }
  }
  const anchors = new Set(all(tokens, 'heading').map((token) => anchorOf(plainText(token as Tokens.Heading))));
  for (const token of [...all(tokens, 'link'), ...all(tokens, 'image')]) {
    const { href, raw } = token as Tokens.Link | Tokens.Image;
    const fault = await linkFault(href, folder, anchors);
    if (fault !== undefined) {
      findings.push(error(`The link to "${href}" ${fault}.`, raw, 'Mend the link, or take it out.'));
    }
  }
  const blocks = all(tokens, 'code').map((token) => token as Tokens.Code);
  for (const block of blocks.filter(({ lang }) => languageOf(lang) === 'json')) {
    try {
      JSON.parse(block.text);
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : 'it cannot be read';
      findings.push(error(`A block of JSON is none: ${why}.`, block.raw, 'Mend it, or mark the block as text.'));
    }
  }
  const python = blocks.filter(({ lang }) => ['python', 'py', 'pycon', 'python3'].includes(languageOf(lang)));
  for (const { block, line, message } of python.length === 0 ? [] : await syntaxFaults(python.map((one) => one.text))) {
    const raw = python[block]?.raw ?? '';
    findings.push({
      ...error(`A block of Python cannot be read: ${message}.`, raw, 'Mend it, or mark the block as text.'),
      line: lineOf(raw) + line,
    });
  }
  return findings;
}

function all(tokens: readonly Token[], type: string): readonly Token[] {
  const found: Token[] = [];
  marked.walkTokens([...tokens], (token) => {
    if (token.type === type) {
      found.push(token);
    }
  });
  return found;
}

function plainText({ text }: Tokens.Heading): string {
  return text.replaceAll(/[`*_]/g, '').trim();
}

/** As the usual renderers make it of a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

function languageOf(lang: string | undefined): string {
  return (lang ?? '').split(/\s/, 1)[0]?.toLowerCase() ?? '';
}

/** What a learner never gets. */
const kept = ['hidden', 'solution', 'wrong', 'tests.json', 'mutants.json'];

async function linkFault(href: string, folder: string, anchors: ReadonlySet<string>): Promise<string | undefined> {
  if (/^[a-z][a-z0-9+.-]*:/i.test(href)) {
    return URL.canParse(href) ? undefined : 'is no address';
  }
  const [path = '', anchor] = href.split('#', 2);
  if (path === '') {
    return anchor === undefined || anchors.has(anchor) ? undefined : 'leads to no heading of this text';
  }
  const target = normalize(decodeURI(path));
  if (target.startsWith('..') || target.startsWith('/')) {
    return "leads out of the exercise's folder";
  }
  if (kept.includes(target.split('/')[0] ?? '')) {
    return 'leads to what the learner does not get';
  }
  return access(join(folder, target)).then(
    () => undefined,
    () => 'leads nowhere',
  );
}

function lineFinder(text: string): (raw: string) => number {
  return (raw) => {
    const place = text.indexOf(raw);
    return place < 0 ? 1 : text.slice(0, place).split('\n').length;
  };
}
