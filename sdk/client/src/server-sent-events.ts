/** One event of a `text/event-stream`. */
export interface ServerSentEvent {
  readonly event: string
  readonly data: string
  readonly id?: string
}

/**
 * Reads events out of a stream's text, however it was cut on the way. Comments and events without data are
 * left out, as the standard says; the position that they tell counts all the same.
 * @param onId is told each position when its event is complete, before the event
 */
export async function* readEvents(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  onId?: (id: string) => void,
): AsyncGenerator<ServerSentEvent, void, undefined> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  let event = 'message'
  let id: string | undefined
  let told: string | undefined
  let data: string[] = []
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      const lines = (rest + value).split(/\r\n|\n|\r(?!$)/)
      rest = lines.pop() ?? ''
      for (const line of lines) {
        if (line === '') {
          if (id !== undefined && id !== told) onId?.((told = id))
          if (data.length > 0) yield { event, data: data.join('\n'), ...(id !== undefined && { id }) }
          event = 'message'
          data = []
          continue
        }
        const [, field = '', text = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? []
        if (field === 'event') event = text
        else if (field === 'data') data.push(text)
        else if (field === 'id') id = text
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}
