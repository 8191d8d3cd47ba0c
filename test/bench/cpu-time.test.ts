import { describe, expect, it } from 'vitest';
import { parseCpuSeconds } from '../../bench/cpu-time.ts';

describe('CPU time of the machine', () => {
  it('is user, nice, system and interrupts, in seconds, and neither idleness nor waiting', () => {
    const stat = 'cpu  100 20 300 90000 5000 4 6 0 0 0\ncpu0 50 10 150 45000 2500 2 3 0 0 0\n';

    expect(parseCpuSeconds(stat)).toBeCloseTo(4.3);
  });

  it('is unknown where the file says something else', () => {
    expect(parseCpuSeconds('')).toBeUndefined();
    expect(parseCpuSeconds('cpu  100 20\n')).toBeUndefined();
  });
});
