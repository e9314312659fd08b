import type { MeasureFamily } from '../../measures/index.ts'
import type { CommandContext } from '../context.ts'
import { EXIT } from '../exit-codes.ts'
import { indicatorColumns } from '../output/indicator-columns.ts'

/** What is measured of a project, a line a figure; with what was assumed below. */
export async function showMeasures(
  context: CommandContext,
  request: { readonly project: string; readonly only?: MeasureFamily; readonly asOf?: string },
): Promise<number> {
  const { output } = context
  const { project, only, asOf } = request
  await using session = await context.session()
  const measured = await session.api.measures.get.query({
    project,
    ...(only !== undefined && { family: only }),
    ...(asOf !== undefined && { asOf }),
  })
  if (output.json) {
    output.result(measured, () => '')
    return EXIT.ok
  }
  output.list(
    measured.indicators,
    indicatorColumns('spans'),
    only === 'budget'
      ? 'There is nothing to measure: the project has no budget.'
      : 'There is nothing to measure: the project has no items.',
  )
  for (const assumption of new Set(measured.indicators.flatMap(({ assumptions }) => assumptions))) {
    output.note(assumption)
  }
  return EXIT.ok
}
