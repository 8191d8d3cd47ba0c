/** A test's id without its parameters, which stands for all of them: `test_a.py::test_b` of `test_a.py::test_b[1]`. */
export function withoutParameters(id: string): string {
  return id.split('[', 1)[0] ?? id;
}
