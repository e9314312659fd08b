import type { IncomingMessage } from 'node:http'

const MAX_BODY_BYTES = 8 * 1024 * 1024

/** The whole request body; rejects above 8 MiB. */
export const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))
    size += bytes.length
    if (size > MAX_BODY_BYTES) throw new Error('The request body is larger than 8 MiB.')
    chunks.push(bytes)
  }
  return Buffer.concat(chunks).toString()
}

/**
 * What a body holds: parsed JSON, the fields of a form as an object, undefined when it is empty. Throws SyntaxError on
 * anything else.
 */
export const parseBody = (text: string, contentType = ''): unknown => {
  if (text === '') return undefined
  if (contentType.startsWith('application/x-www-form-urlencoded'))
    return Object.fromEntries(new URLSearchParams(text))
  return JSON.parse(text)
}
