import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { fixedClock, runningClock } from '../common/clock.ts'
import type { JiraOptions } from './options.ts'
import type { JiraSimulator } from './simulator.ts'

const HISTORIES = 10

/** The options that a command line or an environment names; the READMEs list the flags. */
export const optionsOfProcess = (synthetic: {
  readonly key: string
}): { readonly options: JiraOptions; readonly contextPath: string; readonly recording: string } => {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: process.env['SIM_PORT'] ?? '0' },
      preset: { type: 'string', default: process.env['SIM_PRESET'] ?? 'empty' },
      seed: { type: 'string', default: process.env['SIM_SEED'] ?? '1' },
      issues: { type: 'string', default: process.env['SIM_ISSUES'] ?? '1000' },
      histories: { type: 'string', default: process.env['SIM_HISTORIES'] ?? String(HISTORIES) },
      'seed-file': { type: 'string', default: process.env['SIM_SEED_FILE'] ?? '' },
      'context-path': { type: 'string', default: process.env['SIM_CONTEXT_PATH'] ?? '' },
      recording: { type: 'string', default: process.env['SIM_RECORDING'] ?? '' },
      now: { type: 'string', default: process.env['SIM_NOW'] ?? '' },
      clock: { type: 'string', default: process.env['SIM_CLOCK'] ?? 'running' },
      gate: { type: 'string', default: process.env['SIM_GATE'] ?? '' },
      'end-with-stdin': { type: 'boolean', default: process.env['SIM_END_WITH_STDIN'] === '1' },
    },
  })
  const preset = (): JiraOptions => {
    if (values['seed-file'] !== '')
      // The file's owner vouches for its shape: it is test input of this repository.
      return JSON.parse(readFileSync(values['seed-file'], 'utf8')) as JiraOptions
    switch (values.preset) {
      case 'synthetic':
        return {
          projects: [
            {
              key: synthetic.key,
              issues: Number(values.issues),
              historiesPerIssue: Number(values.histories),
            },
          ],
        }
      case 'empty':
        return {}
      default:
        throw new Error(`There is no preset "${values.preset}". Use synthetic or empty.`)
    }
  }
  const now = values.now === '' ? new Date().toISOString() : values.now
  endWithStdin = values['end-with-stdin']
  return {
    options: {
      ...preset(),
      seed: Number(values.seed),
      port: Number(values.port),
      clock: values.clock === 'fixed' ? fixedClock(now) : runningClock(now),
      ...(values.gate === '' ? {} : { gate: values.gate }),
    },
    contextPath: values['context-path'],
    recording: values.recording,
  }
}

let endWithStdin = false

/** Prints one line of JSON, and ends on SIGTERM, SIGINT or, if asked for, when standard input closes. */
export const runAsProcess = (simulator: JiraSimulator, told: Readonly<Record<string, string>>): void => {
  let ending = false
  const end = (): void => {
    if (ending) return
    ending = true
    void simulator.close().finally(() => process.exit(0))
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
  if (endWithStdin) {
    process.stdin.on('end', end).on('close', end)
    process.stdin.resume()
  }
  process.stdout.write(`${JSON.stringify(told)}\n`)
}
