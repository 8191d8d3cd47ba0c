import * as http from 'node:http';
import * as https from 'node:https';
import type { EngineAddress } from './engine-address.ts';
import { connectionOptions } from './engine-address.ts';

/** A request to the engine that is not sent yet. For the two calls dockerode cannot do as we need them: ping and attach. */
export function engineRequest(address: EngineAddress, options: http.RequestOptions): http.ClientRequest {
  const merged = { ...connectionOptions(address), ...options };
  return address.kind === 'tcp' && address.tls !== undefined ? https.request(merged) : http.request(merged);
}
