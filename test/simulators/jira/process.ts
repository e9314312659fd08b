import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { fixedClock, runningClock } from '../common/clock.ts'
import type { JiraOptions } from './options.ts'

const HISTORIES = 10

/** The options that a command line or an environment names; the READMEs list the flags. */
export const optionsOfProcess = (synthetic: {
  readonly key: string
}): {
  readonly options: JiraOptions
  readonly contextPath: string
  readonly recording: string
  readonly endWithStdin: boolean
} => {
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
    endWithStdin: values['end-with-stdin'],
  }
}
