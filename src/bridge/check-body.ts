/** Deepest nesting and most parts a body from a sandbox may have; the judge allows a little less by value. */
export const bodyLimits = { depth: 400, parts: 400_000 } as const;

const quote = 0x22;
const backslash = 0x5c;

/**
 * Looks a sandbox's body over before anybody parses it: JSON made of ASCII as our agent writes it, not too deep, not too many parts.
 * Whether it is well-formed JSON of the right shape is the judge's to say.
 * @returns what is wrong with it, undefined when it may pass.
 */
export function checkBody(body: Buffer): string | undefined {
  let depth = 0;
  let parts = 0;
  let inText = false;
  let isEscaped = false;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at] ?? 0;
    if (byte >= 0x80 || byte < 0x20) {
      return 'bytes that are not ASCII JSON';
    }
    if (inText) {
      if (isEscaped) {
        isEscaped = false;
      } else if (byte === backslash) {
        isEscaped = true;
      } else if (byte === quote) {
        inText = false;
      }
      continue;
    }
    switch (byte) {
      case quote:
        inText = true;
        break;
      case 0x5b: // [
      case 0x7b: // {
        depth += 1;
        parts += 1;
        if (depth > bodyLimits.depth) {
          return `nested deeper than ${bodyLimits.depth} levels`;
        }
        break;
      case 0x5d: // ]
      case 0x7d: // }
        depth -= 1;
        if (depth < 0) {
          return 'closed more than it opened';
        }
        break;
      case 0x2c: // ,
        parts += 1;
        break;
      default:
        break;
    }
    if (parts > bodyLimits.parts) {
      return `more than ${bodyLimits.parts} parts`;
    }
  }
  return depth === 0 && !inText ? undefined : 'cut off';
}
