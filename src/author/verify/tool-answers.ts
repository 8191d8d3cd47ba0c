import type { Engine } from '../../engine/engine.ts';
import type { ImageNames } from '../../grading/grading-session.ts';
import { AuthorTool, type ConstantAnswer, type Mutant, type SourceText, type SyntaxFault } from '../author-tool.ts';
import type { ResultStore } from './result-store.ts';

/** The author tool for many exercises at a time: started when first needed, and not asked for what it has answered before. */
export class ToolAnswers implements AsyncDisposable {
  readonly #engine: Engine;
  readonly #images: ImageNames;
  readonly #signal: AbortSignal | undefined;
  #tool: Promise<AuthorTool> | undefined;

  constructor({
    engine,
    images,
    signal,
  }: { readonly engine: Engine; readonly images: ImageNames; readonly signal?: AbortSignal }) {
    this.#engine = engine;
    this.#images = images;
    this.#signal = signal;
  }

  /** Content tag of its image. */
  reference(): Promise<string> {
    return this.#images.reference('author');
  }

  async mutants(store: ResultStore, files: readonly SourceText[]): Promise<readonly Mutant[]> {
    return this.#ask(store, ['mutants', files], (tool) => tool.mutants(files));
  }

  async constants(store: ResultStore, files: readonly SourceText[]): Promise<readonly ConstantAnswer[]> {
    return this.#ask(store, ['constants', files], (tool) => tool.constants(files));
  }

  async plant(store: ResultStore, files: readonly SourceText[], canary: string): Promise<readonly SourceText[]> {
    return this.#ask(store, ['plant', files, canary], (tool) => tool.plant(files, canary));
  }

  async syntaxFaults(store: ResultStore, blocks: readonly string[]): Promise<readonly SyntaxFault[]> {
    return this.#ask(store, ['syntax', blocks], (tool) => tool.syntaxFaults(blocks));
  }

  async #ask<T>(store: ResultStore, parts: readonly unknown[], ask: (tool: AuthorTool) => Promise<T>): Promise<T> {
    const image = await this.reference();
    return store.remember([image, ...parts], async () => {
      this.#tool ??= AuthorTool.open(this.#engine, image, this.#signal);
      return ask(await this.#tool);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const tool = await this.#tool?.catch(() => undefined);
    await tool?.[Symbol.asyncDispose]();
  }
}
