import type { EngineAddress, EngineTls } from './engine-address.ts';

const plainPort = 2375;
const tlsPort = 2376;

/**
 * An address in Docker's notation: `unix:///path`, `npipe:////./pipe/name`, `tcp://host:port`, `http(s)://host:port`.
 * @throws {Error} for anything else, `ssh://` among it.
 */
export function parseEngineHost(text: string, options: { readonly source: string; readonly tls?: EngineTls }): EngineAddress {
  const { source, tls } = options;
  const [, scheme = '', rest = ''] = /^([a-z]+):\/\/(.*)$/s.exec(text) ?? [];
  switch (scheme) {
    case 'unix':
      if (rest === '') break;
      return { kind: 'socket', path: rest, source };
    case 'npipe':
      if (rest === '') break;
      return { kind: 'socket', path: rest.replaceAll('\\', '/'), source };
    case 'tcp':
    case 'http':
    case 'https': {
      if (!URL.canParse(`http://${rest}`)) break;
      const { hostname, port } = new URL(`http://${rest}`);
      const secure = tls ?? (scheme === 'https' ? { verify: true } : undefined);
      // URL drops port 80 as the default of http.
      const given = port === '' && /:80(\/|$)/.test(rest) ? '80' : port;
      const number = given === '' ? (secure === undefined ? plainPort : tlsPort) : Number(given);
      const host = hostname.replace(/^\[(.*)\]$/, '$1');
      return { kind: 'tcp', host, port: number, source, ...(secure === undefined ? {} : { tls: secure }) };
    }
    case 'ssh':
      throw new Error(`${source} is ${text}, and Waymark does not open ssh connections itself.`);
  }
  throw new Error(
    `${source} is "${text}", which is no address of an engine (unix:///path, npipe:////./pipe/name or tcp://host:port).`,
  );
}
