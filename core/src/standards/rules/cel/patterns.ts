/** Longest pattern of `matches`. */
const LONGEST = 200

/**
 * Why a pattern could take time that grows without bound with the text; undefined where it cannot: nothing that is
 * repeated may hold a repetition or a choice of its own, and nothing may refer back.
 */
export function costlyPattern(pattern: string): string | undefined {
  if (pattern.length > LONGEST) return `has ${pattern.length} characters; at most ${LONGEST}`
  try {
    void new RegExp(pattern, 'u')
  } catch {
    return 'is no regular expression'
  }
  if (/\\[1-9k]/.test(pattern)) return 'refers back to what it has matched, which may take exponential time'
  // Whether each open group holds a repetition or a choice.
  const groups: boolean[] = [false]
  let closed = false
  let repetitions = 0
  for (let at = 0; at < pattern.length; at++) {
    const sign = pattern.charAt(at)
    const wasClosed = closed
    closed = false
    if (sign === '\\') at++
    else if (sign === '[') {
      while (++at < pattern.length && pattern.charAt(at) !== ']') if (pattern.charAt(at) === '\\') at++
    } else if (sign === '(') groups.push(false)
    else if (sign === ')') {
      const inner = groups.pop() ?? false
      closed = inner
      if (inner) groups[groups.length - 1] = true
    } else if (sign === '|') groups[groups.length - 1] = true
    else if (sign === '*' || sign === '+' || sign === '{') {
      if (wasClosed) return 'repeats what is repeated or chosen already, which may take exponential time'
      if (pattern.charAt(at - 1) === '(') continue
      if (++repetitions > 4)
        return `repeats ${repetitions} times or more, which may take very long; at most 4`
      groups[groups.length - 1] = true
    }
  }
  return undefined
}
