/**
 * Whether a path lies in, or is, something nobody means to hand in: version control, virtual environments, caches,
 * editors' folders and what macOS leaves behind. Such entries are skipped silently, whatever they are.
 */
export function isLeftOut(path: string): boolean {
  return path.split('/').some((segment) => leftOutNames.has(segment) || segment.endsWith('.pyc') || segment.startsWith('._'));
}

const leftOutNames: ReadonlySet<string> = new Set([
  '.git',
  '.venv',
  'venv',
  'node_modules',
  '__pycache__',
  '.pytest_cache',
  '.mypy_cache',
  '.ruff_cache',
  '.idea',
  '.vscode',
  '.DS_Store',
  '__MACOSX',
]);
