/** What happens to a body while it is passed on. */
export interface PassOn {
  /** Most milliseconds between two pieces. */
  readonly idleMs: number
  /** Ends the plugin's work: nobody waits for it any more. */
  readonly abort: (reason: Error) => void
  /** Keeps why it broke off. @returns what may be said of it */
  readonly failed: (reason: Error) => string
  /** Called once, however it ends. */
  readonly ended: () => void
}

/** Passes a route's body on piece by piece, no faster than it is read; breaks it off when nothing comes for too long. */
export function passedOn(
  body: ReadableStream<Uint8Array>,
  { idleMs, abort, failed, ended }: PassOn,
): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  let over = false
  const end = (): void => {
    if (over) return
    over = true
    ended()
  }
  return new ReadableStream(
    {
      async pull(controller) {
        const late = Promise.withResolvers<never>()
        const timer = setTimeout(() => {
          late.reject(new Error(`Nothing came from the route for ${idleMs / 1000} seconds.`))
        }, idleMs)
        try {
          const { done, value } = await Promise.race([reader.read(), late.promise])
          if (done) {
            controller.close()
            end()
          } else controller.enqueue(value)
        } catch (error) {
          const reason = error instanceof Error ? error : new Error(String(error))
          abort(reason)
          reader.cancel(reason).catch(() => undefined)
          // The server prints what breaks an answer off; what the plugin threw is for the log alone.
          controller.error(new Error(failed(reason)))
          end()
        } finally {
          clearTimeout(timer)
        }
      },
      async cancel(why) {
        const reason = why instanceof Error ? why : new Error('The caller has gone.')
        abort(reason)
        end()
        await reader.cancel(reason).catch(() => undefined)
      },
    },
    { highWaterMark: 0 },
  )
}
