import { marked, type Tokens } from 'marked';

/** A fenced block of a document, with what its first line says. */
export interface FencedBlock {
  readonly language: string;
  /** `from=templates/web/…` and the like. */
  readonly says: ReadonlyMap<string, string>;
  readonly text: string;
}

export function fencedBlocks(markdown: string): readonly FencedBlock[] {
  const blocks: FencedBlock[] = [];
  marked.walkTokens(marked.lexer(markdown), (token) => {
    if (token.type === 'code') {
      const { lang = '', text } = token as Tokens.Code;
      const [language = '', ...said] = lang.split(/\s+/);
      blocks.push({ language, says: new Map(said.map((one) => one.split('=', 2) as [string, string])), text });
    }
  });
  return blocks;
}
