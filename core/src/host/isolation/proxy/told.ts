import { z } from '@headless-pmo/sdk'

const text = (most: number) => z.string().max(most)

/** Schemas of what processes give. What does not fit fails the work it belongs to, with the place. */
export const toldAddresses = z.array(text(4000)).max(200)

export const toldBinding = z.object({
  egress: toldAddresses,
  queries: toldAddresses,
  files: toldAddresses,
  partitions: z.record(text(200), z.int().min(0)).exactOptional(),
  rateLimit: z
    .object({
      headers: z
        .object({
          limit: text(200),
          remaining: text(200),
          reset: text(200),
          resource: text(200).exactOptional(),
        })
        .exactOptional(),
      policies: z.object({ state: text(200), policy: text(200) }).exactOptional(),
      concurrency: z.number().min(1).max(64).exactOptional(),
      perMinute: z.number().min(1).exactOptional(),
      fallbackWaitSeconds: z.number().min(0).max(86_400).exactOptional(),
      asks: z.boolean(),
      asksReason: z.boolean(),
    })
    .exactOptional(),
  subscription: z.object({ available: z.boolean(), writes: toldAddresses }).exactOptional(),
})

/** Why a tracker refused, where the plugin knows the reason. */
export const toldReason = z
  .object({ scope: z.enum(['all', 'route', 'item']), words: text(1000).exactOptional() })
  .nullish()

/** Webhooks that the tracker holds. */
export const toldLeases = z
  .array(
    z.object({
      id: text(1000).min(1),
      address: text(4000).exactOptional(),
      expiresAt: z.union([z.number(), text(100)]).exactOptional(),
    }),
  )
  .max(10_000)

export const toldMistakes = z.object({
  mistakes: z.array(z.object({ path: text(1000), problem: text(2000) })).min(1),
})

export const toldProbe = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    account: text(1000).exactOptional(),
    details: z.array(text(2000)).max(200).exactOptional(),
  }),
  z.object({
    ok: z.literal(false),
    reason: z.enum([
      'unauthorized',
      'forbidden',
      'not_found',
      'unreachable',
      'throttled',
      'unsupported_version',
      'unsupported_sign_in',
      'wrong_reply',
      'invalid',
    ]),
    message: text(4000),
  }),
])

export const toldScope = z.object({
  title: text(1000),
  description: text(4000).exactOptional(),
  url: text(4000).exactOptional(),
  config: z.record(text(200), z.unknown()),
})

const part = { key: text(2000), title: text(2000) }

export const toldPart = z.union([
  z.object({
    ...part,
    problem: z.enum(['not_found', 'no_access', 'unreachable', 'invalid']),
    message: text(4000),
  }),
  z.object({ ...part, data: text(1_000_000) }),
])

export const toldPage = z.object({
  items: z.int().min(0),
  cursor: z.unknown().optional(),
  gone: z
    .array(
      z.object({
        ref: text(4000),
        reason: z.enum(['deleted', 'no_access', 'out_of_scope', 'moved']),
        movedTo: text(4000).exactOptional(),
      }),
    )
    .max(200_000)
    .exactOptional(),
  along: z.array(z.object({ stream: text(200), items: z.int().min(0) })).max(1000),
  part: text(2000).exactOptional(),
  total: z.number().exactOptional(),
})

export const toldRefs = z.array(text(4000)).max(1_000_000)

export const toldHints = z
  .array(
    z.union([
      z.object({ stream: text(200), whole: z.literal(true) }),
      z.object({ stream: text(200), ref: text(4000).exactOptional(), hint: z.unknown().optional() }),
    ]),
  )
  .max(1000)

export const toldNotify = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true) }),
  z.object({
    ok: z.literal(false),
    retry: z.boolean(),
    message: text(4000),
    retryAfterSeconds: z.number().min(0).exactOptional(),
    disable: z.literal(true).exactOptional(),
  }),
])

export const toldReply = z.object({
  status: z.int().min(200).max(599),
  statusText: text(1000),
  headers: z.array(z.tuple([text(1000), text(32_000)])).max(200),
  body: z.boolean(),
})

/** Reads what a process gave. @throws Error that says what is wrong with it */
export function readTold<T>(what: string, schema: z.ZodType<T>, value: unknown): T {
  const read = schema.safeParse(value)
  if (read.success) return read.data
  const [issue] = read.error.issues
  const path = issue?.path.map(String).join('.') ?? ''
  throw new Error(
    `The plugin gave ${what} that is none: ${path === '' ? '' : `${path}: `}${issue?.message ?? ''}.`,
  )
}
