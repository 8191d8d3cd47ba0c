/** The promise's value, or undefined when the time is up first. The timer never outlives the call. */
export async function withDeadline<T>(promise: Promise<T>, timeMs: number): Promise<T | undefined> {
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => {
    resolve(undefined);
  }, timeMs);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
