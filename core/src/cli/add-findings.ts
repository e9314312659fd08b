import { InvalidArgumentError, Option, type Command } from 'commander'
import { didYouMean } from '../config/index.ts'
import { FINDING_STATES, SEVERITIES, WAIVER_STATES } from '../standards/words.ts'
import { collect, common, positive, type Add, type CommonOptions } from './add-commands.ts'
import type { FindingFilters } from './commands/findings.ts'
import type { WaiveOptions, WaiverFilters } from './commands/waivers.ts'

/** One of some words; may be repeated. */
export function oneOf(words: readonly string[]) {
  return (value: string, before: readonly string[] = []): readonly string[] => {
    if (words.includes(value)) return collect(value, before)
    throw new InvalidArgumentError(didYouMean(value, [...words]))
  }
}

/** A calendar day of the command line. */
function day(text: string): string {
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString()
  } catch {
    throw new InvalidArgumentError('Write a day, e.g. 2026-03-31.')
  }
}

/** The commands about what rules have found, and what of it is accepted for a time. */
export const addFindings: Add = (program, command, run) => {
  const group = command(
    program,
    'findings',
    'what rules have found: what breaks them, who has to act, until when',
  )
    .option('-p, --project <id>', 'of a project; may be repeated', collect)
    .option('-r, --rule <id>', 'of a rule; may be repeated', collect)
    .addOption(
      new Option(
        '-s, --state <state>',
        `one of ${FINDING_STATES.join(', ')}; may be repeated (default: open)`,
      ).argParser(oneOf(FINDING_STATES)),
    )
    .addOption(new Option('--severity <severity>', 'this one and worse').choices(SEVERITIES))
    .option('-o, --owner <name>', 'of somebody')
    .option('--due <day>', 'to be put right on this day or before', day)
    .option('-n, --limit <number>', 'most findings', positive, 100)
    .action((filters: FindingFilters & CommonOptions, self: Command) =>
      run(
        async (context) => (await import('./commands/findings.ts')).listFindings(context, filters),
        common(self),
      ),
    )
  command(group, 'show', 'one finding: what it stands on, what to do, what happened to it')
    .argument('<id>', 'id of the finding')
    .action((id: string, _: unknown, self: Command) =>
      run(async (context) => (await import('./commands/findings.ts')).showFinding(context, id), common(self)),
    )
  command(group, 'unknown', 'what could not be judged, and why; takes --project and --rule').action(
    (_: unknown, self: Command) =>
      // Options that the command above has too are given to it, wherever they stand.
      run(
        async (context) =>
          (await import('./commands/findings.ts')).listUndecided(
            context,
            self.optsWithGlobals<FindingFilters>(),
          ),
        common(self),
      ),
  )
  addWaive(program, command, run)
}

const addWaive: Add = (program, command, run) => {
  command(program, 'waive', 'ask for a waiver: of one finding, or of a rule in a project')
    .argument('[finding]', 'id of the finding')
    .option('-r, --rule <id>', 'with --project: all findings of a rule in it')
    .option('-p, --project <id>', 'with --rule')
    .requiredOption('--reason <text>', 'why the rule cannot be kept')
    .requiredOption('--risk <text>', 'the risk that is accepted with it')
    .addOption(
      new Option('--until <day>', 'last day on which it holds, at most 366 days away')
        .argParser(day)
        .makeOptionMandatory(),
    )
    .option('--recurring', 'also for what comes again and comes anew')
    .option('--approve', 'approve it at once; needs the role pmo')
    .action((finding: string | undefined, options: WaiveOptions & CommonOptions, self: Command) =>
      run(
        async (context) => (await import('./commands/waivers.ts')).waive(context, finding, options),
        common(self),
      ),
    )
  const group = command(program, 'waivers', 'what was accepted for a time: by whom, why, until when')
    .addOption(
      new Option('-s, --state <state>', `one of ${WAIVER_STATES.join(', ')}; may be repeated`).argParser(
        oneOf(WAIVER_STATES),
      ),
    )
    .option('-p, --project <id>', 'in a project')
    .option('-r, --rule <id>', 'of a rule')
    .option('--finding <id>', 'about a finding')
    .option('-n, --limit <number>', 'most waivers', positive, 100)
    .action((filters: WaiverFilters & CommonOptions, self: Command) =>
      run(
        async (context) => (await import('./commands/waivers.ts')).listWaivers(context, filters),
        common(self),
      ),
    )
  command(group, 'show', 'one waiver with all that was decided about it')
    .argument('<id>', 'id of the waiver')
    .action((id: string, _: unknown, self: Command) =>
      run(async (context) => (await import('./commands/waivers.ts')).showWaiver(context, id), common(self)),
    )
  const words = {
    approve: 'have a waiver hold; needs the role pmo',
    refuse: 'refuse a waiver that was asked for; needs the role pmo',
    withdraw: 'take a waiver back: what it held for opens again',
  } as const
  for (const verb of ['approve', 'refuse', 'withdraw'] as const)
    command(group, verb, words[verb])
      .argument('<id>', 'id of the waiver')
      .option('--note <text>', 'what is to be said with it')
      .action((id: string, { note }: { readonly note?: string }, self: Command) =>
        run(
          async (context) =>
            (await import('./commands/waivers.ts')).decideWaiver(context, verb, {
              id,
              ...(note !== undefined && { note }),
            }),
          common(self),
        ),
      )
}
