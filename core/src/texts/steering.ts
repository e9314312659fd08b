/** Control characters but for tab and line feed, those that turn the direction of writing, and two separators that end a line for some. */
const STEERING = /(?![\t\n])\p{Cc}|\p{Bidi_Control}|[\u2028\u2029]/gu

/**
 * A text of several lines without what steers a terminal or deceives a reader, and without halves of characters. A carriage
 * return counts: what follows it would be written over what stands before it. Pure.
 *
 * @param instead what stands in the place of each such character
 */
export function withoutSteering(text: string, instead = ''): string {
  return text.toWellFormed().replaceAll('\r\n', '\n').replaceAll(STEERING, instead)
}

/** As {@link withoutSteering}, in one line: a run of control characters, tabs and ends of lines is one space. Pure. */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\p{Bidi_Control}/gu, '')
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
}
