/** Headers by which servers take one method for another. */
export const METHOD_OVERRIDES = ['x-http-method-override', 'x-http-method', 'x-method-override']

/**
 * Asks for a reply's body as it arrives, for what is too large to hold: `headers: { 'x-pmo-body': 'stream' }`.
 * The gate takes the header off. A body that is cut then fails in the reader's hands.
 */
export const STREAM_HEADER = 'x-pmo-body'

/** Headers that only the host may set: who is asking, and how the connection is run. */
export const HOST_ONLY_HEADERS: ReadonlySet<string> = new Set([
  ...METHOD_OVERRIDES,
  'authorization',
  'proxy-authorization',
  'cookie',
  'host',
  'connection',
  'transfer-encoding',
  'content-length',
  'upgrade',
  'te',
  STREAM_HEADER,
])
