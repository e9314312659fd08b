/** Letters of a line that nobody reads to its end, and what is kept of it. */
const MOST = 1200
const HEAD = 500
const TAIL = 400

/**
 * A sentence that cites what it was given, however long that is: of a line that is too long, the beginning and the end
 * are kept, since the end tells what to do. Pure.
 */
export function shortened(sentence: string): string {
  return sentence
    .split('\n')
    .map((line) => (line.length > MOST ? `${line.slice(0, HEAD)} … ${line.slice(-TAIL)}` : line))
    .join('\n')
}
