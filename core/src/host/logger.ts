import { REDACTED, type Redactor } from '@headless-pmo/engine'
import pino, { type DestinationStream, type Logger } from 'pino'
import type { LogLevel } from '../config/index.ts'

export type { Logger } from 'pino'

/** Hides the secrets of all connections; each connection adds its own. */
export interface LogRedactor {
  add(redactor: Redactor): () => void
  readonly text: (text: string) => string
}

/** Begins every token in the address of a webhook, so that they are known where they stand. */
export const WEBHOOK_TOKEN_PREFIX = 'pmow_'

const WEBHOOK_TOKEN = /pmow_[A-Za-z0-9_-]{20,}/g

/** Hides tokens in addresses of webhooks: the server keeps only their hashes, so that no list of them could be hidden. */
export function withoutWebhookTokens(text: string): string {
  return text.replace(WEBHOOK_TOKEN, WEBHOOK_TOKEN_PREFIX + REDACTED)
}

export function createLogRedactor(): LogRedactor {
  const redactors = new Set<Redactor>()
  return {
    add(redactor) {
      redactors.add(redactor)
      return () => redactors.delete(redactor)
    },
    text: (text) =>
      withoutWebhookTokens([...redactors].reduce((left, redactor) => redactor.text(left), text)),
  }
}

/** Fields that hold credentials by their name, whatever their value. */
const SENSITIVE =
  /^(authorization|cookie|set-cookie|token|password|secret|secrets|private-?key|refresh-?token|access-?token)$/i

const DEEPEST = 8

/** Hides sensitive fields of plain data at any depth; what is no plain data is left to the log's own way. */
function withoutCredentials(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return value
  if (Array.isArray(value)) return value.map((element) => withoutCredentials(element, depth + 1))
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      SENSITIVE.test(key) ? REDACTED : withoutCredentials(inner, depth + 1),
    ]),
  )
}

/** An error as plain data: what it says and what it carries, its causes included. */
function errorData(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return withoutCredentials(error)
  return {
    type: error.name,
    message: error.message,
    ...(error.stack === undefined ? {} : { stack: error.stack }),
    ...(withoutCredentials(Object.fromEntries(Object.entries(error))) as object),
    ...(error.cause === undefined || depth > DEEPEST ? {} : { cause: errorData(error.cause, depth + 1) }),
  }
}

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
      formatters: {
        level: (label) => ({ level: label }),
        // The function gives an object for an object.
        log: (fields) => withoutCredentials(fields) as Record<string, unknown>,
      },
      serializers: { err: (error: unknown) => errorData(error) },
      ...(redactor === undefined ? {} : { hooks: { streamWrite: (line: string) => redactor.text(line) } }),
    },
    options.destination ?? pino.destination({ dest: 2, sync: true }),
  )
}
