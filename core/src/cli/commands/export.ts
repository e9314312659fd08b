import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { PmoError } from '../../config/index.ts'
import type { CommandContext } from '../context.ts'
import { EXIT } from '../exit-codes.ts'
import { sentenceOfReply } from '../cli-error.ts'

/** Writes every record of the portfolio, a line each, as it is read: nothing is held in memory. */
export async function exportRecords(
  context: CommandContext,
  options: { readonly format: string; readonly out?: string },
): Promise<number> {
  const { output, signal } = context
  await using session = await context.session()
  const reply = await session.request(`/api/v1/export?format=${options.format}`, signal)
  if (!reply.ok || reply.body === null) throw new PmoError('invalid-request', await sentenceOfReply(reply))
  const counted = { lines: 0, bytes: 0 }
  const pieces = wholeExport(reply.body, counted)
  if (options.out === undefined) {
    await output.stream(pieces)
    return EXIT.ok
  }
  const file = resolve(options.out)
  await writeWhole(file, pieces)
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
    await rm(partial, { force: true })
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
