/**
 * Fields of the form `Name: value`, up to the first empty line; a line that begins with a blank goes on with the one before. So are
 * written Debian's lists of packages and the METADATA of Python distributions. Names come in small letters; a name may come several
 * times. Lines that make no sense are passed over.
 */
export function headerFields(text: string): ReadonlyMap<string, readonly string[]> {
  const fields = new Map<string, string[]>();
  let values: string[] | undefined;
  for (const line of text.split(/\r?\n/)) {
    if (line === '') break;
    if (/^[ \t]/.test(line)) {
      const last = values?.pop();
      if (last !== undefined) values?.push(`${last}\n${line.trim()}`);
      continue;
    }
    const [, name = '', value = ''] = /^([!-9;-~]+):(.*)$/.exec(line) ?? [];
    values = name === '' ? undefined : (fields.get(name.toLowerCase()) ?? []);
    values?.push(value.trim());
    if (values !== undefined) fields.set(name.toLowerCase(), values);
  }
  return fields;
}
