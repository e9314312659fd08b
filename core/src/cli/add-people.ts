import type { Command } from 'commander'
import { common, type Add } from './add-commands.ts'
import {
  decideAccounts,
  listDecisions,
  listPersons,
  listSuggestions,
  withdrawDecision,
} from './commands/people.ts'

const ONE = ['<account>', 'connection/login or connection/ref'] as const
const OTHER = ['<other>', 'the other account'] as const

/** The commands of somebody who knows which accounts are whose. */
export const addPeople: Add = (program, command, run) => {
  const group = command(program, 'people', 'the persons behind the accounts of all trackers, and why').action(
    (_: unknown, self: Command) => run(listPersons, common(self)),
  )
  command(group, 'suggestions', 'accounts that may be one person’s, for you to decide').action(
    (_: unknown, self: Command) => run(listSuggestions, common(self)),
  )
  command(group, 'decisions', 'what was decided, the newest first').action((_: unknown, self: Command) =>
    run(listDecisions, common(self)),
  )
  for (const [verdict, text] of [
    ['same', 'say that two accounts are one person’s'],
    ['apart', 'say that two accounts are two people’s'],
  ] as const) {
    command(group, verdict, text)
      .argument(...ONE)
      .argument(...OTHER)
      .option('--note <text>', 'why; kept with who and when')
      .action((one: string, other: string, { note }: { note?: string }, self: Command) =>
        run((context) => decideAccounts(context, { verdict, one, other, note }), common(self)),
      )
  }
  command(group, 'withdraw', 'take a decision back')
    .argument('<decision>', 'id of the decision')
    .action((id: string, _: unknown, self: Command) =>
      run((context) => withdrawDecision(context, id), common(self)),
    )
}
