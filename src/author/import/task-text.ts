import type { Facts, Parts } from './parts.ts';
import { text } from './parts.ts';

/** Headings that say what kind of text it is, and not what about. */
const generic =
  /^(?:instructions?|introduction|description|task|problem|exercise|assignment|readme|about|overview|aufgabe)(?: append)?$/i;

/** What the exercise is called: by its metadata, the first heading that says something, or its folder. */
export function titleOf(slug: string, { texts, facts }: Pick<Parts, 'texts' | 'facts'>): string {
  const headings = texts.flatMap((file) =>
    [...text(file).matchAll(/^#[ \t]+(.+?)[ \t]*#*[ \t]*$/gm)].map(([, heading = '']) => heading.trim()),
  );
  const found = [facts.title, headings.find((heading) => !generic.test(heading))].find(
    (title) => title !== undefined && fits(title),
  );
  return (
    found ??
    slug
      .split('-')
      .join(' ')
      .replace(/^./, (letter) => letter.toUpperCase())
  );
}

/** README.md of the exercise: the texts one after the other under its title, and where it is from. Absent without any text. */
export function taskText(
  title: string,
  { texts, facts }: { readonly texts: Parts['texts']; readonly facts: Facts },
): string | undefined {
  const bodies = texts.map((file) => text(file).replaceAll('\r\n', '\n').trim()).filter((body) => body !== '');
  const credits = facts.credits ?? [];
  if (bodies.length === 0 && facts.blurb === undefined) return undefined;
  const [first = facts.blurb ?? '', ...others] = bodies;
  const parts = [
    ...(/^# /.test(first) && isTitle(first, title) ? [first] : [`# ${title}`, withoutGenericHeading(first)]),
    ...others.map((body) => body.replace(/^# (?=\S)/, '## ')),
    ...(credits.length === 0 ? [] : ['## Credits', credits.map((line) => `- ${line}`).join('\n')]),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function isTitle(body: string, title: string): boolean {
  return body.slice(2).split('\n', 1)[0]?.trim() === title;
}

function withoutGenericHeading(body: string): string {
  const [heading = '', ...lines] = body.split('\n');
  return /^# /.test(heading) && generic.test(heading.slice(2).trim())
    ? lines.join('\n').trim()
    : body.replace(/^# (?=\S)/, '## ');
}

function fits(title: string): boolean {
  return title.length <= 120 && !/\p{Cc}/u.test(title);
}
