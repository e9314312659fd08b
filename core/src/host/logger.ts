import type { Redactor } from '@headless-pmo/engine'
import pino, { type DestinationStream, type Logger } from 'pino'
import type { LogLevel } from '../config/index.ts'

export type { Logger } from 'pino'

/** Hides the secrets of all connections; each connection adds its own. */
export interface LogRedactor {
  add(redactor: Redactor): () => void
  readonly text: (text: string) => string
}

export function createLogRedactor(): LogRedactor {
  const redactors = new Set<Redactor>()
  return {
    add(redactor) {
      redactors.add(redactor)
      return () => redactors.delete(redactor)
    },
    text: (text) => [...redactors].reduce((left, redactor) => redactor.text(left), text),
  }
}

/** Fields that hold credentials by their name, whatever their value. */
const SENSITIVE = [
  'authorization',
  'cookie',
  'set-cookie',
  'token',
  'password',
  'secret',
  'secrets',
  'privateKey',
]

/**
 * The server's log: JSON lines. Every line passes the redactor as it is written, so that nothing depends on
 * who logs what (law 13).
 */
export function createLogger(options: {
  readonly level: LogLevel
  readonly redactor?: LogRedactor
  /** Default: standard error, so that standard output stays a command's own. */
  readonly destination?: DestinationStream
}): Logger {
  const { level, redactor } = options
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: {
        paths: SENSITIVE.flatMap((name) => [quoted(name), `*${bracket(name)}`, `*.*${bracket(name)}`]),
        censor: '[redacted]',
      },
      ...(redactor === undefined ? {} : { hooks: { streamWrite: (line: string) => redactor.text(line) } }),
    },
    options.destination ?? pino.destination({ dest: 2, sync: true }),
  )
}

const bracket = (name: string): string => (name.includes('-') ? `["${name}"]` : `.${name}`)
const quoted = (name: string): string => (name.includes('-') ? `["${name}"]` : name)
