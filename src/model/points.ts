/** Points earned of a maximum. Both finite, `0 <= earned <= maximum`. */
export interface Score {
  readonly points: number;
  readonly maximum: number;
  /** `points / maximum`, rounded to six decimals; 0 where the maximum is 0. */
  readonly fraction: number;
  /** `fraction >= passFraction` of the exercise. */
  readonly passed: boolean;
}
