import type { CommandContext } from '../context.ts'
import { EXIT } from '../exit-codes.ts'
import { tellOpening } from '../session.ts'

/** Which fields of a connection's items are filled, and from what they are read. */
export async function listFieldCoverage(context: CommandContext, id: string): Promise<number> {
  await using session = await context.session()
  tellOpening(session, context.output)
  const found = await session.api.fields.coverage.query({ id })
  if (context.output.json) {
    context.output.result(found, () => '')
    return EXIT.ok
  }
  context.output.list(
    found.fields,
    [
      { title: 'field', value: ({ field, custom }) => (custom ? `fields.${field}` : field) },
      { title: 'filled', value: ({ share }) => `${percent(share)} %` },
      { title: 'items', value: ({ items }) => String(items) },
      { title: 'from', value: ({ from }) => from.map(({ name }) => name).join(', '), most: 60 },
    ],
    'Nothing was read of it yet; sync it.',
  )
  return EXIT.ok
}

/** Whole percents, but neither none nor all where that is not so. */
function percent(share: number): number {
  if (share <= 0 || share >= 1) return share * 100
  return Math.min(99, Math.max(1, Math.round(share * 100)))
}
