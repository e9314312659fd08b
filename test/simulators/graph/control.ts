import type { IncomingCall } from '../common/http/call.ts'
import { jsonReply, type Reply } from '../common/http/reply.ts'
import { isJsonObject } from '../common/json.ts'
import type { Fault } from './faults.ts'
import type { GraphSimulator } from './simulator.ts'
import { EditError } from './state/edit-error.ts'
import type { Edit } from './state/edit.ts'

type Body = Readonly<Record<string, unknown>>

/** `METHOD path` ▸ what to do. Bodies are trusted: only tests and the demo reach these addresses. */
const CONTROLS: Readonly<Record<string, (sim: GraphSimulator, body: Body) => unknown>> = {
  'GET health': (sim) => ({ ok: true, requests: sim.requestCount }),
  'POST edit': (sim, body) => sim.edit(body as unknown as Edit),
  'POST faults': (sim, body) => ({ id: sim.fault(body as unknown as Fault) }),
  'DELETE faults': (sim) => {
    sim.faults.clear()
    return { ok: true }
  },
  'POST clock': (sim, body) => {
    sim.clock.advance(Number(body['advanceMs'] ?? 0))
    return { now: sim.clock.now() }
  },
  'POST forget-deltas': (sim) => {
    sim.forgetDeltas()
    return { ok: true }
  },
  'GET requests': (sim) => sim.requests,
  'GET state': (sim) => sim.summary(),
  'GET violations': (sim) => sim.violations,
  'GET coverage': (sim) => sim.coverage(),
}

/** Answers a request to `/_sim/…`. */
export const control = (sim: GraphSimulator, call: IncomingCall): Reply => {
  const path = new URL(call.target, call.origin).pathname.replace('/_sim/', '')
  const handler = CONTROLS[`${call.method} ${path}`]
  if (handler === undefined)
    return jsonReply(404, {
      error: `There is no control "${call.method} /_sim/${path}". The README lists them.`,
    })
  try {
    return jsonReply(200, handler(sim, isJsonObject(call.body) ? call.body : {}) ?? {})
  } catch (error) {
    const status = error instanceof EditError ? error.status : 400
    return jsonReply(status, { error: error instanceof Error ? error.message : String(error) })
  }
}
