import { expect, test } from 'vitest';
import { stableText } from '../../src/grading/stable-text.ts';

test.each([
  ['<solution.Thing object at 0x7f677be31940>', '<solution.Thing object at 0x...>'],
  ['File "/work/suites/ab9d47953b807bd2/test_sample.py", line 2', 'File "test_sample.py", line 2'],
  ['File "/work/suites/ab9d47953b807bd2-12/test_sample.py", line 2', 'File "test_sample.py", line 2'],
  ["assert '/tmp/edc0da8b0413e4a9-12/pytest-0/x' == 1", "assert '/tmp/pytest-0/x' == 1"],
])('%s becomes %s', (text, stable) => {
  expect(stableText(text)).toBe(stable);
});

test.each(['0x7f677be31940', 'at 0x7f677be31940', '/tmp/mine/x', '/work/suites.py', 'deadbeefdeadbeef'])('%s stays', (text) => {
  expect(stableText(text)).toBe(text);
});
