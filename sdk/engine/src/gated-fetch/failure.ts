import type { GateErrorCode } from './gate-error.ts'

/** Why an attempt gave no usable reply. */
export interface Failure {
  readonly code: Extract<GateErrorCode, 'unreachable' | 'timed-out' | 'cut' | 'unavailable'>
  /** A few words that continue "the request failed:". */
  readonly words: string
  readonly cause?: unknown
  /** Another attempt cannot help. */
  readonly final?: boolean
  readonly status?: number
}

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was reset',
  EPIPE: 'the connection was reset',
  ENOTFOUND: 'the host name is unknown',
  EAI_AGAIN: 'the host name could not be looked up',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  UND_ERR_SOCKET: 'the connection was closed',
}

const TIMED_OUT = new Set([
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
])

function chain(error: unknown): { readonly name: string; readonly code: string; readonly message: string }[] {
  const found = []
  let current = error
  for (let depth = 0; depth < 8 && typeof current === 'object' && current !== null; depth++) {
    const { name, code, message, cause, errors } = current as Readonly<Record<string, unknown>>
    const text = (value: unknown): string => (typeof value === 'string' ? value : '')
    found.push({ name: text(name), code: text(code), message: text(message) })
    // A host with several addresses fails with one error for each.
    current = cause ?? (Array.isArray(errors) ? errors[0] : undefined)
  }
  return found
}

/** What the code means where it is none of the tracker's doing. */
function secureAdvice(code: string): string {
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG/.test(code))
    return ': what answers there speaks http, not https'
  if (/SELF_SIGNED|UNABLE_TO_/.test(code))
    return ': its certificate is of an authority unknown here; NODE_EXTRA_CA_CERTS names the file of one'
  return ''
}

/** Reads what a transport threw, before or within the reply's body. */
export function failureOf(error: unknown, phase: 'reply' | 'body'): Failure {
  const errors = chain(error)
  const codes = errors.map(({ code }) => code).filter(Boolean)
  if (errors.some(({ name, code }) => name === 'TimeoutError' || TIMED_OUT.has(code))) {
    return { code: 'timed-out', words: 'no answer came in time', cause: error }
  }
  const certificate = codes.find((code) => /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|EPROTO/.test(code))
  if (certificate !== undefined) {
    return {
      code: 'unreachable',
      words: `no secure connection (${certificate}${secureAdvice(certificate)})`,
      cause: error,
      final: true,
    }
  }
  if (phase === 'body') return { code: 'cut', words: 'the reply was cut off', cause: error }
  const known = codes.find((code) => Object.hasOwn(WORDS, code))
  const words = known === undefined ? (errors.at(-1)?.message ?? '') || 'no reply' : (WORDS[known] ?? '')
  return {
    code: 'unreachable',
    words: codes[0] === undefined ? words : `${words} (${codes[0]})`,
    cause: error,
  }
}

/** What an operator can do about it, by what happened. */
export const ADVICE: Readonly<Record<Failure['code'], string>> = {
  unreachable: 'check the address, the network and that the server is up',
  'timed-out': 'the server is slow or a firewall drops the connection; the next run tries again',
  cut: 'a proxy or the server ends replies early; the next run tries again',
  unavailable: 'the server has a problem of its own; the next run tries again',
}

/** The same where no run follows: a notifier's deliveries are tried again by the queue. */
export const SENDER_ADVICE: Readonly<Record<Failure['code'], string>> = {
  unreachable: ADVICE.unreachable,
  'timed-out': 'the server is slow or a firewall drops the connection',
  cut: 'a proxy or the server ends replies early',
  unavailable: 'the server has a problem of its own',
}
