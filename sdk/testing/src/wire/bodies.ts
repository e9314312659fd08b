const BODILESS = new Set([101, 204, 205, 304])

/** The reply with another body. Its length is stated anew, its encoding was undone by reading it. */
export function withBody(
  reply: Response,
  body: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>,
  more: Readonly<Record<string, string>> = {},
): Response {
  const headers = new Headers(reply.headers)
  headers.delete('content-encoding')
  headers.delete('content-length')
  for (const [name, value] of Object.entries(more)) headers.set(name, value)
  // The runtime types bodies over its own stream class; both are the same object.
  const content = body as ConstructorParameters<typeof Response>[0]
  return new Response(BODILESS.has(reply.status) ? null : (content ?? null), {
    status: reply.status,
    statusText: reply.statusText,
    headers,
  })
}

/** The reply with its text changed; as it was where there is none. */
export async function rewritten(reply: Response, change: (text: string) => string): Promise<Response> {
  if (reply.body === null) return reply
  return withBody(reply, change(await reply.text()))
}

/** Bodies that were handed out and neither read to their end nor cancelled. */
export class OpenBodies {
  readonly #open = new Map<number, string>()
  #count = 0

  /** Addresses whose replies nobody finished. */
  list(): readonly string[] {
    return [...this.#open.values()]
  }

  /** The same reply, its body watched. */
  watch(reply: Response, address: string): Response {
    const { body } = reply
    if (body === null) return reply
    const number = ++this.#count
    this.#open.set(number, address)
    const close = (): void => void this.#open.delete(number)
    const reader = body.getReader()
    const watched = new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          try {
            const { done, value } = await reader.read()
            if (!done) controller.enqueue(value)
            else {
              close()
              controller.close()
            }
          } catch (error) {
            close()
            controller.error(error)
          }
        },
        cancel: (reason) => {
          close()
          return reader.cancel(reason)
        },
      },
      { highWaterMark: 0 },
    )
    const length = reply.headers.get('content-length')
    return withBody(reply, watched, length === null ? {} : { 'content-length': length })
  }
}
