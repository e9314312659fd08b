import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { fixedClock, runningClock } from '../common/clock.ts'
import { runAsProcess } from '../common/run-as-process.ts'
import type { GitHubSimulatorData, GitHubSimulatorOptions } from './options.ts'
import { demoCompany } from './presets/demo.ts'
import { startGitHubSimulator } from './simulator.ts'

/** The simulator as a process of its own; the README lists the flags. */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: process.env['SIM_PORT'] ?? '0' },
    preset: { type: 'string', default: process.env['SIM_PRESET'] ?? 'demo' },
    seed: { type: 'string', default: process.env['SIM_SEED'] ?? '1' },
    issues: { type: 'string', default: process.env['SIM_ISSUES'] ?? '1000' },
    recording: { type: 'string', default: process.env['SIM_RECORDING'] ?? '' },
    'seed-file': { type: 'string', default: process.env['SIM_SEED_FILE'] ?? '' },
    now: { type: 'string', default: process.env['SIM_NOW'] ?? '' },
    clock: { type: 'string', default: process.env['SIM_CLOCK'] ?? 'running' },
    prerender: { type: 'boolean', default: process.env['SIM_PRERENDER'] === '1' },
    gate: { type: 'string', default: process.env['SIM_GATE'] ?? '' },
    'end-with-stdin': { type: 'boolean', default: process.env['SIM_END_WITH_STDIN'] === '1' },
  },
})

/** Together with everything around it about 5 KB an issue, as at GitHub. */
const SYNTHETIC_BODY_BYTES = 300
const SYNTHETIC_ALLOWANCE = 10_000_000

const preset = (now: string): GitHubSimulatorOptions => {
  if (values['seed-file'] !== '')
    // The file's owner vouches for its shape: it is test input of this repository.
    return JSON.parse(readFileSync(values['seed-file'], 'utf8')) as GitHubSimulatorData
  if (values.recording !== '') return { recording: values.recording }
  switch (values.preset) {
    case 'demo':
      return demoCompany({ now })
    case 'synthetic':
      return {
        organizations: [
          { login: 'acme', issueTypes: [{ name: 'Task' }, { name: 'Bug' }, { name: 'Feature' }] },
        ],
        repositories: [
          { fullName: 'acme/app', issues: Number(values.issues), bodyBytes: SYNTHETIC_BODY_BYTES },
        ],
        limits: { core: SYNTHETIC_ALLOWANCE, graphql: SYNTHETIC_ALLOWANCE },
      }
    case 'empty':
      return {}
    default:
      throw new Error(`There is no preset "${values.preset}". Use demo, synthetic or empty.`)
  }
}

const now = values.now === '' ? new Date().toISOString() : values.now
const sim = await startGitHubSimulator({
  ...preset(now),
  seed: Number(values.seed),
  port: Number(values.port),
  prerender: values.prerender,
  clock: values.clock === 'fixed' ? fixedClock(now) : runningClock(now),
  ...(values.gate === '' ? {} : { gate: values.gate }),
})

runAsProcess(
  sim,
  { url: sim.url, enterpriseUrl: sim.enterpriseUrl, token: sim.token },
  { endWithStdin: values['end-with-stdin'] },
)
