import type { Fetch } from '@headless-pmo/sdk'
import { PlanFileError } from '../mspdi/plan-file-error.ts'
import { ReadError } from './read-error.ts'

/** Version of a file as its server tells it; empty where it tells none. */
export interface FileVersion {
  readonly etag?: string | undefined
  readonly modified?: string | undefined
}

export interface FileRequest {
  readonly fetch: Fetch
  readonly signal: AbortSignal
  readonly plan: string
  readonly address: string
  readonly maxMegabytes: number
  /** The version that is known: an unchanged file is not sent again. */
  readonly known?: FileVersion
}

export interface OpenFile {
  readonly version: FileVersion
  readonly bytes: AsyncIterable<Uint8Array>
}

/**
 * Asks for a file. `unchanged` when it is the known version.
 * @throws ReadError when it is not handed out; PlanFileError when it is above the limit, while reading too.
 */
export async function openFile(request: FileRequest): Promise<OpenFile | 'unchanged'> {
  const { plan, known, maxMegabytes } = request
  const headers = new Headers({ accept: 'application/xml, text/xml, */*;q=0.5' })
  if (known?.etag !== undefined) headers.set('if-none-match', known.etag)
  else if (known?.modified !== undefined) headers.set('if-modified-since', known.modified)
  // A plan is read as it arrives, whatever its size; the host takes this header off.
  if (request.address.startsWith('http')) headers.set('x-pmo-body', 'stream')
  const reply = await request.fetch(request.address, { headers, signal: request.signal })
  if (reply.status === 304) return 'unchanged'
  if (!reply.ok) throw await ReadError.of(reply, `the plan "${plan}"`)
  const version = {
    etag: reply.headers.get('etag') ?? undefined,
    modified: reply.headers.get('last-modified') ?? undefined,
  }
  if (known?.etag !== undefined && known.etag === version.etag) {
    await reply.body?.cancel()
    return 'unchanged'
  }
  const limit = maxMegabytes * 1e6
  if (Number(reply.headers.get('content-length') ?? 0) > limit) {
    await reply.body?.cancel()
    throw tooLarge(plan, maxMegabytes)
  }
  return { version, bytes: limited(reply, limit, request) }
}

async function* limited(reply: Response, limit: number, request: FileRequest): AsyncIterable<Uint8Array> {
  if (reply.body === null) return
  let size = 0
  const reader = reply.body.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw brokenOff(request, cause)
      })
      if (done) return
      size += value.byteLength
      if (size > limit) throw tooLarge(request.plan, request.maxMegabytes)
      yield value
    }
  } finally {
    // Whoever stops half-way lets the file go. A body that has failed already has nothing left to cancel.
    await reader.cancel().catch(() => undefined)
  }
}

function brokenOff({ plan, signal }: FileRequest, cause: unknown): unknown {
  if (signal.aborted) return cause
  const error = new ReadError(
    'unreachable',
    `The plan "${plan}" broke off while it was being read; sync again.`,
  )
  error.cause = cause
  return error
}

function tooLarge(plan: string, megabytes: number): PlanFileError {
  return new PlanFileError(
    `The plan "${plan}" is larger than ${megabytes} MB; raise \`maxFileMegabytes\` of the connection if that is right.`,
  )
}
