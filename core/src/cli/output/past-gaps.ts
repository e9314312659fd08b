/** What nothing tells of about a time in the past. */
export interface Gaps {
  readonly items: number
  readonly partly: number
  readonly links: number
}

/** Sentences that say how far a schedule of the past can be relied on; none for one of now, or without gaps. */
export function gapsText(gaps: Gaps | undefined): string[] {
  if (gaps === undefined) return []
  const { items, partly, links } = gaps
  return [
    ...(items === 0
      ? []
      : [
          `Left out: ${counted(items, 'item')} of which nothing tells whether they were there then, or open.`,
        ]),
    ...(links === 0
      ? []
      : [`Left out: ${counted(links, 'link')} of which nothing tells whether they held then.`]),
    ...(partly === 0
      ? []
      : [
          `Of ${counted(partly, 'item')} nothing tells some of the fields that move dates; assumptions stand for those.`,
        ]),
  ]
}

const counted = (count: number, name: string): string => `${count} ${name}${count === 1 ? '' : 's'}`
