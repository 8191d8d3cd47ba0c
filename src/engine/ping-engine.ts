import type { EngineAddress } from './engine-address.ts';
import { engineRequest } from './engine-request.ts';

/**
 * Asks whether an engine answers there, instead of trusting that a socket file or a client program exists.
 * Gives `undefined` when it does and what went wrong otherwise; never throws.
 * @param options.timeoutMs for the whole exchange, default 10 000: an engine on a busy or distant host is slow and not absent
 */
export async function pingEngine(
  address: EngineAddress,
  options: { readonly timeoutMs?: number; readonly signal?: AbortSignal } = {},
): Promise<Error | undefined> {
  const timeout = AbortSignal.timeout(options.timeoutMs ?? 10_000);
  const signal = options.signal === undefined ? timeout : AbortSignal.any([timeout, options.signal]);
  try {
    const status = await requestStatus(address, signal);
    return status === 200 ? undefined : new Error(`It answered with HTTP status ${status}.`);
  } catch (error) {
    if (timeout.aborted) return new Error('It did not answer in time.', { cause: error });
    return error instanceof Error ? error : new Error(String(error));
  }
}

function requestStatus(address: EngineAddress, signal: AbortSignal): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    // No shared agent: a kept-alive connection would hold back the exit of a command that only asked.
    const request = engineRequest(address, { path: '/_ping', method: 'GET', agent: false, signal });
    request.on('response', (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode));
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end();
  });
}
