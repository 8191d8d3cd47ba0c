/** What a grading may vary that must not matter: a suite whose result depends on it is flaky. */
export interface Variation {
  /** Seed of the order in which tests run. Default: as collected. */
  readonly order?: number;
  /** Hash seed of the Python processes, 0 to 4294967295. Default: 0. */
  readonly hashSeed?: number;
}

/** Environment of judge and sandbox. A submission's programs (the `cli` fixture) keep the fixed seed. */
export function hashEnvironment({ hashSeed }: Variation): Readonly<Record<string, string>> {
  return hashSeed === undefined ? {} : { PYTHONHASHSEED: String(hashSeed) };
}
