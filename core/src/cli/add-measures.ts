import { Option, type Command } from 'commander'
import { MEASURES, type MeasureFamily } from '../measures/words.ts'
import { AS_OF, common, pastOf, type Add } from './add-commands.ts'

/** The commands of somebody who asks how a project performs. */
export const addMeasures: Add = (program, command, run) => {
  command(program, 'measures', 'earned value, earned schedule, budget, flow and delivery of a project')
    .argument('<project>', 'id of a project')
    .addOption(new Option('--only <family>', 'these figures alone').choices([...MEASURES]))
    .option(...AS_OF)
    .action((project: string, options: { readonly only?: MeasureFamily }, self: Command) =>
      run(
        async (context) =>
          (await import('./commands/measures.ts')).showMeasures(context, {
            project,
            ...options,
            ...pastOf(self),
          }),
        common(self),
      ),
    )
}
