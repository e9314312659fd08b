import { Writable } from 'node:stream'
import { pino, type Logger } from 'pino'
import type { LogLevel } from './environment.ts'

/** Keys that never reach a log, wherever they stand in what is logged. */
const SECRET_KEYS = ['authorization', 'token', 'secret', 'secrets', 'password', 'apiKey', 'privateKey']

interface LogLine {
  readonly time: number
  readonly level: number
  readonly msg?: string
  readonly err?: { readonly message?: string; readonly stack?: string }
}

const LEVELS: Readonly<Record<number, string>> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'ERROR',
  60: 'FATAL',
}

/** Lines for people: the time, the level where it matters, the sentence. */
function readable(): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      const line = JSON.parse(chunk.toString()) as LogLine // written by pino just now
      const time = new Date(line.time).toISOString().slice(11, 19)
      const level = line.level === 30 ? '' : `${LEVELS[line.level] ?? line.level} `
      const cause = line.level >= 50 && line.err?.stack !== undefined ? `\n${line.err.stack}` : ''
      process.stderr.write(`${time} ${level}${line.msg ?? ''}${cause}\n`, () => done())
    },
  })
}

/** The server's log, on standard error: readable on a terminal, one JSON object a line elsewhere. */
export function createLog(level: LogLevel): Logger {
  const redact = SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`])
  const options = { level, redact, base: null }
  return process.stderr.isTTY
    ? pino(options, readable())
    : pino(options, pino.destination({ dest: 2, sync: true }))
}
