import { withoutParameters } from '../model/case-id.ts';
import type { ReportedCase } from './report.ts';

/** Tests that stand together under one title: the parameters of one test function, mostly. */
export interface TestGroup {
  readonly title: string;
  readonly tests: readonly ReportedCase[];
}

/** Neighbours whose titles differ in their `[parameters]` only become one group; the order stays. */
export function groupTests(tests: readonly ReportedCase[]): readonly TestGroup[] {
  const groups: { title: string; key: string; tests: ReportedCase[] }[] = [];
  for (const test of tests) {
    const title = baseTitle(test);
    const key = `${functionOf(test.id)}\n${title}`;
    const last = groups.at(-1);
    if (last !== undefined && last.key === key) {
      last.tests.push(test);
    } else {
      groups.push({ title, key, tests: [test] });
    }
  }
  return groups.map((group) => {
    const [only] = group.tests;
    return { title: group.tests.length === 1 && only !== undefined ? only.title : group.title, tests: group.tests };
  });
}

function baseTitle(test: ReportedCase): string {
  return test.id.includes('[') ? test.title.replace(/\s*\[.*$/su, '') : test.title;
}

/** `test_a.py::test_b` of `test_a.py::test_b[1]`; nothing for `test-7`, the id below feedback `full`, where the title has to do. */
function functionOf(id: string): string {
  return id.includes('::') ? withoutParameters(id) : '';
}
