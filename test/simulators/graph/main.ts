import { parseArgs } from 'node:util'
import { fixedClock, runningClock } from '../common/clock.ts'
import { runAsProcess } from '../common/run-as-process.ts'
import type { GraphSimulatorOptions } from './options.ts'
import { northwindTenant } from './presets/northwind.ts'
import { syntheticTenant } from './presets/synthetic.ts'
import { startGraphSimulator } from './simulator.ts'

/** The simulator as a process of its own; the README lists the flags. */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    preset: { type: 'string', default: 'synthetic' },
    seed: { type: 'string', default: '1' },
    issues: { type: 'string', default: '1000' },
    now: { type: 'string', default: '' },
    clock: { type: 'string', default: 'running' },
    gate: { type: 'string', default: '' },
    'end-with-stdin': { type: 'boolean', default: false },
  },
})

const preset = (now: string): GraphSimulatorOptions => {
  switch (values.preset) {
    case 'synthetic':
      return syntheticTenant(Number(values.issues))
    case 'demo':
      return northwindTenant({ now })
    case 'empty':
      return {}
    default:
      throw new Error(`There is no preset "${values.preset}". Use demo, synthetic or empty.`)
  }
}

const now = values.now === '' ? new Date().toISOString() : values.now
const sim = await startGraphSimulator({
  apps: [{ clientId: 'sim-app', clientSecret: 'sim-secret' }],
  ...preset(now),
  seed: Number(values.seed),
  port: Number(values.port),
  clock: values.clock === 'fixed' ? fixedClock(now) : runningClock(now),
  ...(values.gate === '' ? {} : { gate: values.gate }),
})

runAsProcess(sim, { url: sim.url, token: sim.token }, { endWithStdin: values['end-with-stdin'] })
