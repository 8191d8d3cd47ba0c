/** News of long work, for a person watching. `detail` is one line. */
export type Progress = (event: {
  readonly step: string;
  readonly detail?: string;
  readonly state: 'start' | 'update' | 'done' | 'skipped';
}) => void;

export const noProgress: Progress = () => {};
