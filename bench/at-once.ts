/** Does a piece of work `count` times, `concurrency` at once. The first failure stops those that have not begun, and is thrown. */
export async function atOnce(count: number, concurrency: number, work: () => Promise<void>): Promise<void> {
  let left = count;
  const workers = Array.from({ length: Math.min(concurrency, count) }, async () => {
    try {
      while (left-- > 0) await work();
    } catch (error) {
      left = 0;
      throw error;
    }
  });
  const failed = (await Promise.allSettled(workers)).find((end) => end.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
