/** Loaded into a process before its program: at SIGUSR2 the clock is set by CLOCK_JUMP_MS, as if by somebody who sits at the machine. */
const jumpMs = Number(process.env['CLOCK_JUMP_MS']);
let aheadMs = 0;
process.on('SIGUSR2', () => {
  aheadMs = jumpMs;
});

const now = Date.now.bind(Date);
globalThis.Date = new Proxy(Date, {
  construct: (real, args: ConstructorParameters<typeof Date> | [], target) =>
    Reflect.construct(real, args.length === 0 ? [now() + aheadMs] : args, target),
  get: (real, name, self) => (name === 'now' ? () => now() + aheadMs : Reflect.get(real, name, self)),
});
