import { attackWith } from './attack-bench.ts';

attackWith(['malformed', 'names', 'archive']);
