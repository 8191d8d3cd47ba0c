import type { SourceFile } from '../model/submission.ts';

/** Top-level names of the modules that Python source imports anywhere in it. Text that only looks like an import counts too. */
export function importedModules(source: SourceFile): ReadonlySet<string> {
  const text = Buffer.from(source.content).toString('utf8');
  const names = new Set<string>();
  for (const [, dots = '', module = '', imported = ''] of text.matchAll(
    /^[ \t]*from[ \t]+(\.*)[ \t]*([\w.]*)[ \t]+import[ \t]+\(?([^#\n]*)/gmu,
  )) {
    // `from . import helpers` names the module on the right.
    if (module !== '') names.add(topOf(module));
    else if (dots !== '') for (const name of imported.split(',')) names.add(topOf(name));
  }
  for (const [, modules = ''] of text.matchAll(/^[ \t]*import[ \t]+([^#\n;]*)/gmu)) {
    for (const module of modules.split(',')) names.add(topOf(module));
  }
  names.delete('');
  return names;
}

/** Name under which `import` finds a file: `shop` for `shop.py` and for everything in `shop/`. */
export function moduleOf(path: string): string {
  return (path.split('/')[0] ?? '').replace(/\.py$/, '');
}

/** `shop` of `shop.cart as cart`. */
function topOf(module: string): string {
  return /^\s*([\p{L}_][\p{L}\p{N}_]*)/u.exec(module)?.[1] ?? '';
}
