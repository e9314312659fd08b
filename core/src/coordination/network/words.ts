/** Minutes of work in words: "45 min", "6 h", "2.5 days" of 8 hours. */
export function workWords(minutes: number): string {
  if (Math.abs(minutes) < 60) return `${rounded(minutes)} min`
  if (Math.abs(minutes) < 480) return `${rounded(minutes / 60)} h`
  const days = rounded(minutes / 480)
  return days === '1' ? '1 day' : `${days} days`
}

/** A number with its noun: "1 task", "3 stories". */
export function counted(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : plural(noun)}`
}

/** Several of a type of work item. */
export function plural(noun: string): string {
  return noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`
}

function rounded(value: number): string {
  return String(Math.round(value * 10) / 10)
}
