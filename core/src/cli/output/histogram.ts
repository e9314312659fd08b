/** What a histogram of finishes is drawn from. Days are calendar days. */
export interface FinishHistogram {
  readonly earliest: { readonly day: string }
  readonly p50: { readonly day: string }
  readonly p80: { readonly day: string }
  readonly latest: { readonly day: string }
  readonly histogram: readonly number[]
}

const ROWS = 6
const EIGHTHS = ' ▁▂▃▄▅▆▇█'

/** Bars for a terminal, the days of the first and last finish below them. */
export function histogramText({ earliest, p50, p80, latest, histogram }: FinishHistogram): string {
  const most = Math.max(1, ...histogram)
  const heights = histogram.map((count) =>
    count === 0 ? 0 : Math.max(1, Math.round((count / most) * ROWS * 8)),
  )
  const lines = Array.from({ length: ROWS }, (_, row) => {
    const below = (ROWS - 1 - row) * 8
    return heights
      .map((height) => (EIGHTHS[Math.min(8, Math.max(0, height - below))] ?? ' ').repeat(2))
      .join('')
      .trimEnd()
  })
  const width = histogram.length * 2
  const gap = ' '.repeat(Math.max(2, width - earliest.day.length - latest.day.length))
  return [
    ...lines,
    '─'.repeat(Math.max(width, 22)),
    `${earliest.day}${gap}${latest.day}`,
    `P50 ${p50.day}, P80 ${p80.day}`,
  ].join('\n')
}
