import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { PmoError } from '../../config/index.ts'
import type { CommandContext } from '../context.ts'
import { EXIT } from '../exit-codes.ts'
import { sentenceOfReply } from '../cli-error.ts'

export interface ExportOptions {
  /** `ndjson` or `mspdi`. */
  readonly format: string
  readonly project?: string
  readonly timeZone?: string
  readonly release?: string
  readonly out?: string
}

/** Writes every record of the portfolio, a line each, or one project as a plan, as it comes: nothing is held in memory here. */
export async function exportRecords(context: CommandContext, options: ExportOptions): Promise<number> {
  const { output, signal } = context
  const { format, project, timeZone, release } = options
  if (format === 'mspdi' && project === undefined) {
    throw new PmoError(
      'invalid-request',
      'A plan is made of one project; name it with --project <id>. `pmo projects` lists them.',
    )
  }
  const given = Object.entries({ format, project, timeZone, release }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  await using session = await context.session()
  const reply = await session.request(`/api/v1/export?${new URLSearchParams(given).toString()}`, signal)
  if (!reply.ok || reply.body === null) throw new PmoError('invalid-request', await sentenceOfReply(reply))
  const counted = { lines: 0, bytes: 0 }
  const pieces = wholeExport(reply.body, counted)
  if (options.out === undefined) {
    await output.stream(pieces)
    return EXIT.ok
  }
  const file = resolve(options.out)
  await writeWhole(file, pieces)
  if (format === 'mspdi') {
    output.result({ file, project, bytes: counted.bytes }, () => `The plan of ${project} is in ${file}.`)
    return EXIT.ok
  }
  const records = counted.lines - 1
  output.result({ file, records, bytes: counted.bytes }, () => `${records} records are in ${file}.`)
  return EXIT.ok
}

/** The text of the reply as it comes. @throws PmoError when it ends before its end */
async function* wholeExport(
  body: ReadableStream<Uint8Array>,
  counted: { lines: number; bytes: number },
): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  try {
    for await (const bytes of body) {
      counted.bytes += bytes.length
      for (const byte of bytes) if (byte === 10) counted.lines += 1
      yield decoder.decode(bytes, { stream: true })
    }
  } catch (cause) {
    throw new PmoError(
      'server-unreachable',
      `The export ended after ${counted.lines} lines and is not complete; the server's log tells why. Try again.`,
      { cause },
    )
  }
}

/** The file appears under its name only when it is complete. */
async function writeWhole(file: string, pieces: AsyncIterable<string>): Promise<void> {
  const partial = `${file}.part`
  try {
    await pipeline(pieces, createWriteStream(partial))
    await rename(partial, file)
  } catch (cause) {
    // Where it could not be written it cannot always be removed; why it could not be written is what counts.
    await rm(partial, { force: true }).catch(() => undefined)
    if (cause instanceof Error && 'code' in cause && 'syscall' in cause) {
      throw new PmoError(
        'invalid-request',
        `The file ${file} cannot be written (${String(cause.code)}); name another with --out.`,
        { cause },
      )
    }
    throw cause
  }
}
