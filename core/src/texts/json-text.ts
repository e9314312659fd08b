/** What JSON may hold as it is, and a terminal or a reader must not. */
const RAW = /[\u007f-\u009f\u2028\u2029]|\p{Bidi_Control}/gu

/**
 * JSON that can be shown on a terminal: what would steer it is escaped, so that the text comes back as it was to whoever
 * parses it. Pure.
 */
export function jsonText(value: unknown, space?: number): string {
  return (JSON.stringify(value, null, space) ?? 'null').replaceAll(
    RAW,
    (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
