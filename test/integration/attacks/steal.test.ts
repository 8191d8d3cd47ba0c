import { attackWith } from './attack-bench.ts';

attackWith(['steal', 'escape', 'persist']);
