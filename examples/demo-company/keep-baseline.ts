import { setTimeout as delay } from 'node:timers/promises'
import { overApi, type DemoServer } from './over-api.ts'

const PAUSE_MS = 250

/**
 * Waits until the plan of the construction office was read, and takes over the baseline that it holds: what was promised,
 * beside which the roadmap draws what became of it.
 *
 * @param signal ends the wait; nothing is kept then
 * @throws Error where the server refuses
 */
export async function keepBaseline(server: DemoServer, signal: AbortSignal): Promise<void> {
  while (!(await wasRead(server, 'plans'))) await delay(PAUSE_MS, undefined, { signal })
  await overApi(server, 'baseline', '/projects/dock-sites/baselines', {
    name: 'The plan as the city approved it',
    reason: 'The demo begins.',
    decision: 'https://docs.northwind-cycles.example/dock-sites/charter',
    tracker: 0,
  })
}

async function wasRead(server: DemoServer, connection: string): Promise<boolean> {
  const runs = await overApi(server, `runs of ${connection}`, `/sync/runs?connection=${connection}`)
  // Named boundary: the server's own reply.
  return (runs as { readonly runs: readonly { readonly state: string }[] }).runs.some(
    ({ state }) => state === 'ok',
  )
}
