import { failureOf, ADVICE } from './failure.ts'
import { GateError } from './gate-error.ts'
import type { Redactor } from './redactor.ts'

const NOTHING = new Uint8Array()

const BODILESS = new Set([101, 204, 205, 304])

interface Given {
  readonly response: Response
  readonly url: URL
  readonly redirected: boolean
  readonly redactor: Redactor
}

/** Headers without secrets and without what no longer fits the body. */
function cleanHeaders(given: Given, decoded: boolean): Headers {
  const headers = new Headers()
  for (const [name, value] of given.response.headers) {
    // A session cookie is a credential; a plugin has no use for it.
    if (name === 'set-cookie') continue
    headers.append(name, given.redactor.text(value))
  }
  if (decoded && headers.has('content-encoding')) {
    headers.delete('content-encoding')
    headers.delete('content-length')
  }
  return headers
}

function withAddress(response: Response, given: Given): Response {
  // The platform fills these in for its own fetch alone; vendor clients read them.
  Object.defineProperty(response, 'url', { value: given.url.href })
  Object.defineProperty(response, 'redirected', { value: given.redirected })
  return response
}

/** The reply as the plugin gets it, from a body that was read whole. */
export function handOver(given: Given, body: Uint8Array | undefined): Response {
  const { status, statusText } = given.response
  const clean = body === undefined ? null : given.redactor.bytes(body)
  const headers = cleanHeaders(given, true)
  if (clean !== null && clean.length !== body?.length) headers.delete('content-length')
  const content = BODILESS.has(status) ? null : (clean as Uint8Array<ArrayBuffer> | null)
  return withAddress(new Response(content, { status, statusText, headers }), given)
}

/** The reply as the plugin gets it, its body passed on as it arrives; `ended` is called once when it is over. */
export function handOverStream(
  given: Given,
  watch: {
    readonly subject: string
    readonly signal: AbortSignal
    readonly bytes: (count: number) => void
    readonly ended: () => void
  },
): Response {
  const { status, statusText, body } = given.response
  const headers = cleanHeaders(given, true)
  // What stands for a secret has another length.
  if (given.url.protocol !== 'file:') headers.delete('content-length')
  if (body === null || BODILESS.has(status)) {
    watch.ended()
    return withAddress(new Response(null, { status, statusText, headers }), given)
  }
  const reader = body.getReader()
  // Folders are asked without credentials; what stands in a file cannot be an echo of them.
  const clean = given.url.protocol === 'file:' ? undefined : given.redactor.pieces()
  let over = false
  const end = (): void => {
    if (over) return
    over = true
    watch.signal.removeEventListener('abort', abort)
    watch.ended()
  }
  const abort = (): void => {
    reader.cancel(watch.signal.reason).catch(() => {})
    controller?.error(watch.signal.reason)
    end()
  }
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  const stream = new ReadableStream<Uint8Array>(
    {
      start(own) {
        controller = own
      },
      async pull(own) {
        try {
          // A pull that gives nothing would not be repeated.
          for (let passed = 0; passed === 0;) {
            const { done, value } = await reader.read()
            if (over) return
            if (!done) watch.bytes(value.byteLength)
            const piece = done ? (clean?.end() ?? NOTHING) : (clean?.push(value) ?? value)
            passed = piece.byteLength
            if (passed > 0) own.enqueue(piece)
            if (!done) continue
            own.close()
            end()
            return
          }
        } catch (error) {
          if (over) return
          const failure = failureOf(error, 'body')
          const where = given.redactor.text(given.url.href)
          own.error(
            new GateError(
              failure.code,
              `${watch.subject} lost the reply from ${where}: ${failure.words}; ${ADVICE[failure.code]}.`,
              { cause: error, status },
            ),
          )
          end()
        }
      },
      async cancel(reason) {
        end()
        await reader.cancel(reason)
      },
    },
    { highWaterMark: 0 },
  )
  if (watch.signal.aborted) abort()
  else watch.signal.addEventListener('abort', abort, { once: true })
  // The runtime types bodies over its own stream class; both are the same object.
  return withAddress(
    new Response(stream as NonNullable<ConstructorParameters<typeof Response>[0]>, {
      status,
      statusText,
      headers,
    }),
    given,
  )
}
