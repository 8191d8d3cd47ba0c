import type { Frame } from '../bridge/frame.ts';
import { DelayLine, type LinkConditions } from './delay-line.ts';

/** Where frames about connections go. */
export type SendFrame = (header: object, body?: Buffer) => void;

/** A service as the router knows it. */
export interface LinkTarget {
  readonly name: string;
  readonly ports: readonly number[];
  readonly send: SendFrame;
}

/** Who opens connections: the submission, through the gate beside its sandbox, or the suite, in the judge. */
export type LinkSource = 'sandbox' | 'judge';

interface Link {
  readonly source: LinkSource;
  /** The source's number for it. */
  readonly number: number;
  readonly target: LinkTarget;
  /** The number under which the target knows it. */
  readonly id: number;
  readonly there: DelayLine;
  readonly back: DelayLine;
  /** Directions in which nothing more will come. */
  ended: number;
}

const clear: LinkConditions = { wire: 'up', delayMs: 0 };

/**
 * Passes the frames of connections between those who open them and the services. See `waymark_wire/relay.py` for the frames.
 *
 * The two sources never meet: each frame goes to the service of its link, and back to who opened it. Bytes under way are bounded
 * by the two relays at the ends, so nothing has to be held back here.
 */
export class LinkRouter {
  readonly #sources = new Map<LinkSource, SendFrame>();
  readonly #targets: readonly LinkTarget[];
  readonly #bySource = new Map<string, Link>();
  readonly #byId = new Map<number, Link>();
  readonly #conditions = new Map<string, LinkConditions>();
  readonly #onOpen: (service: string) => void;
  #lastId = 0;

  /** @param onOpen is told of each connection that somebody opens. */
  constructor(targets: readonly LinkTarget[], onOpen: (service: string) => void) {
    this.#targets = targets;
    this.#onOpen = onOpen;
  }

  connect(source: LinkSource, send: SendFrame): void {
    this.#sources.set(source, send);
  }

  /** A frame of somebody who opens connections. */
  fromSource(source: LinkSource, { header, body }: Frame): void {
    const number = Number(header['link']);
    if (header['op'] === 'open') {
      this.#open(source, number, Number(header['port']));
      return;
    }
    const link = this.#bySource.get(`${source}:${number}`);
    if (link !== undefined) {
      link.there.push(() => {
        link.target.send({ ...header, link: link.id }, body);
      });
      this.#forgetIfOver(link, header);
    }
  }

  /** A frame of a service. */
  fromTarget({ header, body }: Frame): void {
    const link = this.#byId.get(Number(header['link']));
    if (link !== undefined) {
      link.back.push(() => {
        this.#sources.get(link.source)?.({ ...header, link: link.number }, body);
      });
      this.#forgetIfOver(link, header);
    }
  }

  /** From now on, for connections there are and for new ones. */
  setConditions(source: LinkSource, service: string, conditions: LinkConditions): void {
    this.#conditions.set(`${source}:${service}`, conditions);
    for (const link of [...this.#byId.values()]) {
      if (link.source !== source || link.target.name !== service) {
        continue;
      }
      link.there.setConditions(conditions);
      link.back.setConditions(conditions);
      if (conditions.wire === 'cut') {
        this.#break(link);
      }
    }
  }

  clearConditions(service: string): void {
    for (const source of this.#sources.keys()) {
      this.setConditions(source, service, clear);
    }
  }

  #open(source: LinkSource, number: number, port: number): void {
    const target = this.#targets.find(({ ports }) => ports.includes(port));
    const conditions = this.#conditions.get(`${source}:${target?.name}`) ?? clear;
    if (target === undefined || conditions.wire === 'cut') {
      this.#sources.get(source)?.({ t: 'link', op: 'close', link: number });
      return;
    }
    this.#onOpen(target.name);
    this.#lastId += 1;
    const there = new DelayLine(conditions);
    const link: Link = { source, number, target, id: this.#lastId, there, back: new DelayLine(conditions), ended: 0 };
    this.#bySource.set(`${source}:${number}`, link);
    this.#byId.set(link.id, link);
    there.push(() => {
      target.send({ t: 'link', op: 'open', link: link.id, port });
    });
  }

  #forgetIfOver(link: Link, { op }: Frame['header']): void {
    link.ended += op === 'end' ? 1 : 0;
    if (op === 'close' || link.ended === 2) {
      this.#forget(link);
    }
  }

  #forget(link: Link): void {
    this.#bySource.delete(`${link.source}:${link.number}`);
    this.#byId.delete(link.id);
  }

  #break(link: Link): void {
    this.#forget(link);
    link.there.drop();
    link.back.drop();
    link.target.send({ t: 'link', op: 'close', link: link.id });
    this.#sources.get(link.source)?.({ t: 'link', op: 'close', link: link.number });
  }
}
