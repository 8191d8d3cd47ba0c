import type { RequestOptions } from 'node:http';

/** Client certificate and authorities for an engine behind TLS; PEM text. */
export interface EngineTls {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  /** Whether the engine's certificate must be one that `ca` (or the system) vouches for. */
  readonly verify: boolean;
}

/** Where a container engine listens, and how we came to know. */
export type EngineAddress =
  | {
      readonly kind: 'socket';
      /** Unix socket, or a Windows named pipe with forward slashes (`//./pipe/docker_engine`). */
      readonly path: string;
      /** For people: `DOCKER_HOST`, `Docker context "colima"`, `usual place`. */
      readonly source: string;
    }
  | {
      readonly kind: 'tcp';
      readonly host: string;
      readonly port: number;
      /** Absent for plain HTTP. */
      readonly tls?: EngineTls;
      readonly source: string;
    };

/** The address as its owner would write it, for messages. */
export function formatAddress(address: EngineAddress): string {
  if (address.kind === 'tcp') return `tcp://${address.host}:${address.port}`;
  return address.path.startsWith('//./pipe/') ? `npipe://${address.path}` : `unix://${address.path}`;
}

/** What node:http or node:https needs to reach it. */
export function connectionOptions(address: EngineAddress): RequestOptions & { readonly rejectUnauthorized?: boolean } {
  if (address.kind === 'socket') return { socketPath: address.path };
  const { host, port, tls } = address;
  if (tls === undefined) return { host, port };
  return { host, port, ...tlsFiles(tls), rejectUnauthorized: tls.verify };
}

export function tlsFiles(tls: EngineTls): { ca?: string; cert?: string; key?: string } {
  return {
    ...(tls.ca === undefined ? {} : { ca: tls.ca }),
    ...(tls.cert === undefined ? {} : { cert: tls.cert }),
    ...(tls.key === undefined ? {} : { key: tls.key }),
  };
}
