import type { CommandContext } from '../context.ts'
import { EXIT } from '../exit-codes.ts'
import { gapsText } from '../output/past-gaps.ts'
import { oneLine } from '../../texts/index.ts'

/** Steps that are told unless all are asked for. */
const FEW_STEPS = 12

/** Why an item has its dates, in sentences. */
export async function explainItem(
  context: CommandContext,
  item: string,
  options: { readonly all?: true; readonly asOf?: string },
): Promise<number> {
  await using session = await context.session()
  const told = await session.api.schedule.explain.query({
    item,
    ...(options.asOf !== undefined && { asOf: options.asOf }),
  })
  context.output.result(told, () => {
    const { steps, outlook, item: row } = told
    const shown = options.all === true ? steps : steps.slice(0, FEW_STEPS)
    const hidden = steps.length - shown.length
    return [
      ...shown.map(({ sentence }, index) => `${index === 0 ? '' : '  '}${oneLine(sentence)}`),
      ...(hidden > 0 ? [`  … ${hidden} more steps; --all shows them.`] : []),
      ...(told.more ? ['  … the chain goes on.'] : []),
      '',
      ...outlook.map(oneLine),
      ...(row.assumptions.length === 0
        ? []
        : [
            '',
            'Assumed, since its tracker does not state it:',
            ...row.assumptions.map(({ basis }) => `  ${oneLine(basis)}`),
          ]),
      '',
      `As of ${told.asOf.slice(0, 16).replace('T', ' ')} UTC, status date ${told.statusDate}.`,
      ...gapsText(told.unknown),
    ].join('\n')
  })
  return EXIT.ok
}
