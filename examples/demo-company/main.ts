/**
 * The demo company: trackers that run here, with a story that began some weeks ago.
 * @module
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fillRegisters } from './fill-registers.ts'
import { keepBaseline } from './keep-baseline.ts'
import type { DemoServer } from './over-api.ts'
import { dockRolloutPlan } from './plan/mspdi.ts'
import { startTrackers, type TrackersProcess } from './trackers-process.ts'

/** The trackers of the demo, running. */
export interface DemoCompany extends AsyncDisposable {
  readonly configFile: string
  /** Writes the PMO's own records on the first start; later ones find them there. */
  fill(server: DemoServer): Promise<void>
}

/** The first of three that are asked for first, so that addresses in the data stay the same from start to start. */
const PORT = 4401

/** The story's present is the day of the first start: a second start finds nothing new. */
async function firstDay(folder: string): Promise<string> {
  const file = join(folder, 'demo-began')
  try {
    return (await readFile(file, 'utf8')).trim()
  } catch {
    const now = new Date().toISOString()
    await writeFile(file, `${now}\n`)
    return now
  }
}

/** Does something unless a file tells that it was done before. */
async function once(file: string, work: () => Promise<void>): Promise<void> {
  const done = await readFile(file, 'utf8').catch(() => undefined)
  if (done !== undefined) return
  await work()
  await writeFile(file, 'It was done at the first start.\n')
}

async function writePlan(folder: string, now: string): Promise<string> {
  const plans = join(folder, 'plans')
  await mkdir(plans, { recursive: true })
  const file = join(plans, 'dock-rollout.xml')
  const text = dockRolloutPlan(Temporal.Instant.from(now).toZonedDateTimeISO('UTC').toPlainDate())
  const there = await readFile(file, 'utf8').catch(() => undefined)
  if (there === undefined) await writeFile(file, text)
  return plans
}

async function startOnAnyPort(now: string): Promise<TrackersProcess> {
  const started = (await startTrackers({ port: PORT, now })) ?? (await startTrackers({ port: 0, now }))
  if (started === undefined) throw new Error('The trackers of the demo did not start')
  return started
}

/** Starts everything the demo's pmo.config.ts connects to. `folder` keeps its data. */
export async function openDemoCompany(folder: string): Promise<DemoCompany> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const now = await firstDay(folder)
  const [plans, trackers] = await Promise.all([writePlan(folder, now), startOnAnyPort(now)])
  Object.assign(process.env, trackers.variables)
  process.env['PMO_DEMO_NOW'] = now
  process.env['PMO_DEMO_PLANS'] = resolve(plans)
  const stopping = new AbortController()
  let keeping: Promise<void> | undefined
  return {
    async fill(server) {
      await once(join(folder, 'demo-filled'), () => fillRegisters(server, now))
      // Not waited for: trackers are read only when the server says that it is there.
      keeping = once(join(folder, 'demo-baseline-kept'), () => keepBaseline(server, stopping.signal)).catch(
        (error: unknown) => {
          if (!stopping.signal.aborted) process.stderr.write(`${String(error)}\n`)
        },
      )
    },
    configFile: fileURLToPath(new URL('pmo.config.ts', import.meta.url)),
    async [Symbol.asyncDispose]() {
      stopping.abort()
      await keeping
      await trackers[Symbol.asyncDispose]()
    },
  }
}
