import { TRPCError } from '@trpc/server'
import { createMiddleware } from 'hono/factory'
import { PmoError } from '../config/index.ts'
import type { ApiEnv } from './api-env.ts'

/** What a body may be. */
export interface BodyLimits {
  readonly mostBytes: number
  /** Longest time until it is here, in milliseconds, however it trickles in. */
  readonly withinMs: number
}

/**
 * Reads a request's body before anything is done with it, no more of it than may come and no longer than it may take.
 * @throws PmoError `too-large`; TRPCError TIMEOUT
 */
export function readBody({ mostBytes, withinMs }: BodyLimits) {
  return createMiddleware<ApiEnv>(async (c, next) => {
    const { body } = c.req.raw
    if (body === null) return next()
    const said = c.req.header('content-length')
    if (said !== undefined && Number(said) > mostBytes) throw tooLarge(mostBytes)
    const bytes = await readWithin(body, { mostBytes, withinMs })
    c.req.raw = new Request(c.req.raw, { method: c.req.method, body: bytes })
    return next()
  })
}

async function readWithin(
  body: ReadableStream<Uint8Array>,
  { mostBytes, withinMs }: BodyLimits,
): Promise<Uint8Array<ArrayBuffer>> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    const seconds = withinMs / 1000
    late.reject(
      new TRPCError({
        code: 'TIMEOUT',
        message: `The request body did not arrive within ${seconds} ${seconds === 1 ? 'second' : 'seconds'}; send it again, or send less at once.`,
      }),
    )
  }, withinMs)
  const reader = body.getReader()
  const pieces: Uint8Array[] = []
  let size = 0
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), late.promise])
      if (done) break
      size += value.byteLength
      if (size > mostBytes) throw tooLarge(mostBytes)
      pieces.push(value)
    }
  } finally {
    clearTimeout(timer)
    // What is left of it is read by nobody.
    reader.releaseLock()
  }
  const whole = new Uint8Array(size)
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.byteLength
  }
  return whole
}

function tooLarge(most: number): PmoError {
  return new PmoError('too-large', `The request body is larger than ${most} bytes; send less at once.`)
}
