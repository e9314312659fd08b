import { parseArgs } from 'node:util'
import { fixedClock, runningClock } from '../common/clock.ts'
import { runAsProcess } from '../common/run-as-process.ts'
import { seedSynthetic } from './presets/synthetic.ts'
import { startProjectServerSimulator } from './simulator.ts'

/** The simulator as a process of its own; the README lists the flags. */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    preset: { type: 'string', default: 'synthetic' },
    issues: { type: 'string', default: '1000' },
    projects: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    now: { type: 'string', default: '' },
    clock: { type: 'string', default: 'running' },
    gate: { type: 'string', default: '' },
    'end-with-stdin': { type: 'boolean', default: false },
  },
})

if (!['synthetic', 'empty'].includes(values.preset))
  throw new Error(`There is no preset "${values.preset}". Use synthetic or empty.`)

const now = values.now === '' ? new Date().toISOString() : values.now
const simulator = await startProjectServerSimulator({
  seed: Number(values.seed),
  port: Number(values.port),
  clock: values.clock === 'fixed' ? fixedClock(now) : runningClock(now),
  ...(values.preset === 'empty'
    ? {}
    : { seedWith: seedSynthetic({ projects: Number(values.projects), tasks: Number(values.issues) }) }),
  ...(values.gate === '' ? {} : { gate: values.gate }),
})

runAsProcess(
  simulator,
  { url: simulator.url, token: simulator.token },
  { endWithStdin: values['end-with-stdin'] },
)
