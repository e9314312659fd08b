import { parseArgs } from 'node:util'
import { fixedClock, runningClock } from '../common/clock.ts'
import { runAsProcess } from '../common/run-as-process.ts'
import { seedSyntheticPlan } from './presets/synthetic.ts'
import { startDataverseSimulator } from './simulator.ts'

/** The simulator as a process of its own; the README lists the flags. */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: process.env['SIM_PORT'] ?? '0' },
    preset: { type: 'string', default: process.env['SIM_PRESET'] ?? 'synthetic' },
    seed: { type: 'string', default: process.env['SIM_SEED'] ?? '1' },
    issues: { type: 'string', default: process.env['SIM_ISSUES'] ?? '1000' },
    now: { type: 'string', default: process.env['SIM_NOW'] ?? '' },
    clock: { type: 'string', default: process.env['SIM_CLOCK'] ?? 'running' },
    gate: { type: 'string', default: process.env['SIM_GATE'] ?? '' },
    'end-with-stdin': { type: 'boolean', default: process.env['SIM_END_WITH_STDIN'] === '1' },
  },
})

if (!['synthetic', 'empty'].includes(values.preset))
  throw new Error(`There is no preset "${values.preset}". Use synthetic or empty.`)
const now = values.now === '' ? new Date().toISOString() : values.now
const simulator = await startDataverseSimulator({
  seed: Number(values.seed),
  port: Number(values.port),
  clock: values.clock === 'fixed' ? fixedClock(now) : runningClock(now),
  ...(values.preset === 'synthetic'
    ? { seedWith: (world) => seedSyntheticPlan(world, { tasks: Number(values.issues) }) }
    : {}),
  ...(values.gate === '' ? {} : { gate: values.gate }),
})

runAsProcess(
  simulator,
  { url: simulator.url, token: simulator.token },
  { endWithStdin: values['end-with-stdin'] },
)
