import { timestamp } from '../common/clock.ts'
import type { IncomingCall } from '../common/http/call.ts'
import type { Reply } from '../common/http/reply.ts'
import { isJsonObject } from '../common/json.ts'
import type { Edit } from './edits/edit.ts'
import type { ScriptedEdit } from './edits/script.ts'
import type { Fault } from './faults.ts'
import { json } from './http/reply.ts'
import type { JiraSimulator } from './simulator.ts'
import { EditError } from './state/edit-error.ts'
import type { AdminHookOptions } from './webhooks.ts'

type Body = Readonly<Record<string, unknown>>
type ControlHandler = (sim: JiraSimulator, body: Body) => unknown

/** `METHOD path` ▸ what to do. Bodies are trusted: only tests and the demo reach these addresses. */
const CONTROLS: Readonly<Record<string, ControlHandler>> = {
  'GET health': (sim) => ({
    ok: true,
    requests: sim.requestCount,
    edits: sim.script.done,
    now: timestamp(sim.clock.now()),
  }),
  'POST edit': (sim, body) => sim.edit(body as unknown as Edit),
  'POST script': (sim, body) => {
    const edits = (body['edits'] ?? []) as readonly ScriptedEdit[]
    const offset = body['relative'] === true ? sim.requestCount : 0
    sim.script.add(edits.map((entry) => ({ ...entry, atRequest: entry.atRequest + offset })))
    return { pending: sim.script.pending }
  },
  'GET script': (sim) => ({ pending: sim.script.pending, done: sim.script.done, failed: sim.script.failed }),
  'POST faults': (sim, body) => ({ id: sim.fault(body as unknown as Fault) }),
  'GET faults': (sim) => sim.faults.list(),
  'DELETE faults': (sim) => {
    sim.faults.clear()
    return { ok: true }
  },
  'POST release': (sim) => {
    sim.releaseHanging()
    return { ok: true }
  },
  'GET clock': (sim) => ({ now: timestamp(sim.clock.now()) }),
  'POST clock': (sim, body) => {
    sim.clock.advance(Number(body['advanceMs'] ?? 0))
    return { now: timestamp(sim.clock.now()) }
  },
  'GET limits': (sim) => sim.limiter.limits,
  'POST limits': (sim, body) => {
    sim.limiter.configure(body)
    return sim.limiter.limits
  },
  'POST tokens': (sim, body) => {
    const token = String(body['token'])
    if (body['revoked'] === true) sim.authority.revoke(token)
    else sim.authority.allowBearer(token, String(body['login']))
    return { ok: true }
  },
  'POST hooks': (sim, body) => ({ id: sim.webhooks.addAdminHook(body as unknown as AdminHookOptions).id }),
  'GET deliveries': (sim) => sim.webhooks.deliveries,
  'POST deliveries/redeliver': async (sim, body) => ({
    sent: (await sim.webhooks.redeliver(String(body['identifier']))) ? 1 : 0,
  }),
  'GET requests': (sim) => sim.requests,
  'DELETE requests': (sim) => {
    sim.requests.length = 0
    return { ok: true }
  },
  'GET state': (sim) => sim.summary(),
  'GET violations': (sim) => sim.violations,
  'GET coverage': (sim) => sim.coverage(),
}

/** Answers a request to `/_sim/…`. */
export const control = async (sim: JiraSimulator, call: IncomingCall): Promise<Reply> => {
  const path = new URL(call.target, call.origin).pathname.replace('/_sim/', '')
  const handler = CONTROLS[`${call.method} ${path}`]
  if (handler === undefined)
    return json({ error: `There is no control "${call.method} /_sim/${path}". The README lists them.` }, 404)
  try {
    return json((await handler(sim, isJsonObject(call.body) ? call.body : {})) ?? {})
  } catch (error) {
    const status = error instanceof EditError ? error.status : 400
    return json({ error: error instanceof Error ? error.message : String(error) }, status)
  }
}
