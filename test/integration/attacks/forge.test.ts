import { attackWith } from './attack-bench.ts';

attackWith(['forge']);
