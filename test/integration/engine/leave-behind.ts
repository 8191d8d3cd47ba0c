/** An orchestrator that opens a container of the image it is told, says its id and waits: to be killed. */
import { limits, openEngineHere } from './probe-engine.ts';

const engine = await openEngineHere();
const container = await engine.open({ role: 'sandbox', image: process.argv[2] ?? '', limits });
console.log(container.id);
setInterval(() => {}, 60_000);
