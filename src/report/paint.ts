/** Gives a text a style; must change nothing else. */
export type Paint = (style: 'bold' | 'cyan' | 'dim' | 'green' | 'red' | 'yellow', text: string) => string;

/** For files, pipes and whoever asked for no colour. */
export const plain: Paint = (_style, text) => text;
