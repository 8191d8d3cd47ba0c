import { fileURLToPath } from 'node:url';
import { Option } from 'commander';
import type { CliContext } from './cli-context.ts';

/** `--catalog`: where the exercises lie. Default: the ones that came with Waymark, two folders up from `src/cli` and `dist/cli` alike. */
export function catalogOption(context: CliContext): Option {
  const own = fileURLToPath(new URL('../../exercises', import.meta.url));
  return new Option('--catalog <folder>', 'folder of exercises; also WAYMARK_CATALOG').default(
    context.env['WAYMARK_CATALOG'] ?? own,
    "Waymark's own",
  );
}
