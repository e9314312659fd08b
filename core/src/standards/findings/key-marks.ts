/**
 * Marks of keys: one number each, sorted, so that a million of them go from thread to thread as a block of memory. Two keys
 * may have the same one, which is as likely as 1 in 2^53 for each pair. Pure.
 */
export function keyMarks(keys: readonly string[]): Float64Array {
  const marks = new Float64Array(keys.length)
  for (const [index, key] of keys.entries()) marks[index] = keyMark(key)
  return marks.toSorted()
}

/** Whether a key is among those that were marked. Pure. */
export function isMarked(marks: Float64Array, key: string): boolean {
  const mark = keyMark(key)
  let [low, high] = [0, marks.length - 1]
  while (low <= high) {
    const middle = (low + high) >>> 1
    const found = marks[middle] ?? 0
    if (found === mark) return true
    if (found < mark) low = middle + 1
    else high = middle - 1
  }
  return false
}

/** The mark of a key: 53 bits of two multiplicative hashes (FNV-1a with two primes). */
export function keyMark(key: string): number {
  let one = 0x811c9dc5
  let other = 0x9e3779b9
  for (let index = 0; index < key.length; index += 1) {
    const code = key.charCodeAt(index)
    one = Math.imul(one ^ code, 0x01000193)
    other = Math.imul(other ^ code, 0x85ebca77)
  }
  return ((other ^ (other >>> 15)) >>> 11) * 2 ** 32 + (one >>> 0)
}
