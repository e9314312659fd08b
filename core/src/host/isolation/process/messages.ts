import { z } from '@headless-pmo/sdk'
import type { FromProcess } from '../wire.ts'

const text = (most: number) => z.string().max(most)
const call = z.int().min(0)
const n = z.int().min(1)
const value = z.unknown().optional()
const headers = z.array(z.tuple([text(1000), text(32_000)])).max(200)

const wireError = z.object({
  name: text(5000),
  message: text(5000),
  code: text(100).exactOptional(),
  status: z.number().exactOptional(),
  until: z.number().exactOptional(),
  reason: text(5000).exactOptional(),
})

const item = z.object({
  text: z.int().min(0),
  records: z.int().min(0).exactOptional(),
  ref: text(4000).min(1),
  version: text(4000).exactOptional(),
  part: text(4000).exactOptional(),
  error: text(20_000).exactOptional(),
})

/** Everything that a process may say. What it says otherwise ends it. */
const message = z.discriminatedUnion('t', [
  z.object({
    t: z.literal('ready'),
    id: text(200),
    version: text(200),
    contributes: z
      .array(z.object({ kind: text(50), streams: z.array(text(200)).max(1000).exactOptional() }))
      .max(1000),
  }),
  z.object({ t: z.literal('failed'), error: wireError }),
  z.object({ t: z.literal('result'), call, value }),
  z.object({ t: z.literal('error'), call, error: wireError }),
  z.object({
    t: z.literal('items'),
    call,
    stream: text(200).exactOptional(),
    items: z.array(item).max(100_000),
  }),
  z.object({ t: z.literal('yield'), call, value }),
  z.object({ t: z.literal('done'), call }),
  z.object({
    t: z.literal('fetch'),
    call,
    n,
    url: text(32_000),
    method: text(50),
    headers,
    redirect: z.enum(['follow', 'manual', 'error']),
    body: z.boolean(),
  }),
  z.object({ t: z.literal('pull'), call, n }),
  z.object({ t: z.literal('cancel'), call, n }),
  z.object({ t: z.literal('query'), call, n, procedure: text(500), input: value }),
  z.object({ t: z.literal('log'), call, level: z.enum(['info', 'warn']), message: text(1_000_000) }),
  z.object({ t: z.literal('denied'), what: text(10_000) }),
  z.object({ t: z.literal('stray'), message: text(10_000) }),
  z.object({ t: z.literal('pong'), n: z.int() }),
])

/** Deeper values than this are of no use in a message, and end whoever walks them. Items and records travel in the body. */
const DEEPEST = 200

/** Whether a JSON value nests deeper than anything here has to. */
function isTooDeep(head: string): boolean {
  let depth = 0
  let inString = false
  for (let at = 0; at < head.length; at++) {
    const c = head.charCodeAt(at)
    if (inString) {
      if (c === 92) at++
      else if (c === 34) inString = false
    } else if (c === 34) inString = true
    else if (c === 123 || c === 91) {
      if (++depth > DEEPEST) return true
    } else if (c === 125 || c === 93) depth--
  }
  return false
}

/** Reads what a process says. @throws Error in a few words when it is nothing that a process says */
export function readMessage(head: Buffer): FromProcess {
  const json = head.toString('utf8')
  let said: unknown
  try {
    if (isTooDeep(json)) throw new RangeError('deep')
    said = JSON.parse(json)
  } catch (error) {
    const what = error instanceof RangeError ? 'it sent a message nested too deep' : 'it sent no JSON'
    throw new Error(what, { cause: error })
  }
  const checked = message.safeParse(said)
  if (checked.success) return checked.data
  const [issue] = checked.error.issues
  throw new Error(
    `it sent a message that is none (${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? ''})`,
  )
}
