import { canonicalJson } from '@headless-pmo/engine'
import { asVerbatim } from '@headless-pmo/sdk'
import { lineOf, type KitRun } from '../../host/index.ts'
import type { Stage, Turn } from '../../scenario/index.ts'
import type { Edit } from '../../upstream/index.ts'

/** Plays the same on a stage as on any other, and tells all that can be seen of it, line by line. */
export async function transcriptOf(
  stage: Stage,
  { first, turns }: { readonly first: readonly Edit[]; readonly turns: readonly Turn[] },
): Promise<readonly string[]> {
  const lines: string[] = []
  await stage.applyAll(first)
  for (const { edits, during, census, hinted } of turns) {
    await stage.applyAll(edits)
    const named = hinted === undefined ? undefined : await stage.syncHinted(hinted)
    if (named !== undefined) lines.push(...linesOf(named))
    lines.push(...linesOf(await stage.sync({ during, census })))
  }
  lines.push(...linesOf(await stage.sync()))
  const state = await stage.host.state()
  return [...lines, ...state.map((record) => `stored: ${lineOf(record)}`)]
}

function linesOf({ asked, pages }: KitRun): readonly string[] {
  return [
    ...asked.map((request) => `asked: ${request}`),
    ...pages.map(({ stream, page }) => {
      const { items, cursor, gone = [], along = [] } = page
      const texts = items.map((item) => asVerbatim(item).text)
      const beside = along.map((one) => [one.stream, one.items.map((item) => asVerbatim(item).text)])
      return `page of ${stream}: ${texts.join(' ')} cursor ${canonicalJson(cursor ?? null)} gone ${JSON.stringify(gone)} along ${JSON.stringify(beside)}`
    }),
  ]
}

/** The first line in which two transcripts differ. */
export function firstDifference(
  one: readonly string[],
  other: readonly string[],
): { readonly one: string; readonly other: string } | undefined {
  const at = Array.from({ length: Math.max(one.length, other.length) }, (_, index) => index).find(
    (index) => one[index] !== other[index],
  )
  return at === undefined ? undefined : { one: one[at] ?? 'nothing', other: other[at] ?? 'nothing' }
}
