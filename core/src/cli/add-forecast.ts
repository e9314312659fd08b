import { InvalidArgumentError, type Command } from 'commander'
import { AS_OF, collect, common, pastOf, positive, type Add, type CommonOptions } from './add-commands.ts'
import type { ForecastOptions, NewRisk, ThroughputOptions } from './commands/forecast.ts'

function whole(text: string): number {
  const value = Number(text)
  if (text.trim() !== '' && Number.isSafeInteger(value) && value >= 0) return value
  throw new InvalidArgumentError('Write a whole number, 0 or more.')
}

function between(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (text.trim() !== '' && value >= least && value <= most) return value
    throw new InvalidArgumentError(`Write a number from ${least} to ${most}.`)
  }
}

/** `3` or `1..3..8`: working days at least, most likely, at most. */
function days(text: string): NewRisk['days'] {
  const numbers = text.split('..').map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  const [low = Number.NaN, second = low, third = second] = numbers
  const [likely, high] = numbers.length === 2 ? [(low + second) / 2, second] : [second, third]
  if (numbers.length <= 3 && low <= likely && likely <= high) return { low, likely, high }
  throw new InvalidArgumentError('Write working days like 3, 2..8 or 2..3..8 (least, most likely, most).')
}

/** The commands of somebody who asks how sure a date is. */
export const addForecast: Add = (program, command, run) => {
  const group = command(
    program,
    'forecast',
    'when projects and milestones will be finished, with which chance, and what decides about it',
  )
    .argument('[project]', 'id of a project; without: all')
    .option('--seed <number>', 'the same seed gives the same forecast', whole)
    .option('--iterations <number>', 'how often the network is simulated', positive)
    .option(
      '--correlation <share>',
      'how far items of a project are late together, 0 to 0.95',
      between(0, 0.95),
    )
    .option('--by <day>', 'tell the chance to be finished by the end of a day, e.g. 2026-06-30')
    .option('-n, --items <number>', 'most items told', whole, 10)
    .option(...AS_OF)
    .addHelpText(
      'after',
      '\nThe network is simulated very often with durations as uncertain as finished items of the same team were, as three-point estimates\nstate, or by a default that is told. P80 is the day that eight in ten simulations finish by. Criticality is the share of simulations in\nwhich an item lay on the critical path; SSI weighs it by how far its duration spreads.',
    )
    .action((project: string | undefined, options: ForecastOptions & CommonOptions, self: Command) =>
      run(
        async (context) =>
          (await import('./commands/forecast.ts')).showForecast(context, project, {
            ...options,
            ...pastOf(self),
          }),
        common(self),
      ),
    )
  command(
    group,
    'throughput',
    'when a backlog is done if as many items a week are finished as before; needs no estimates',
  )
    .argument('[project]', 'id of a project; without: all')
    .option('--of <number>', 'items to be done (default: all open ones)', whole)
    .option('--weeks <number>', 'weeks of the past to draw from, at most', positive)
    .option('--until <day>', 'tell how many items are done by the end of a day')
    .option(...AS_OF)
    .action((project: string | undefined, options: ThroughputOptions & CommonOptions, self: Command) =>
      run(
        async (context) =>
          (await import('./commands/forecast.ts')).showThroughput(context, project, {
            ...options,
            ...pastOf(self),
          }),
        common(self),
      ),
    )
  const risks = command(group, 'risks', 'risks that all forecasts count')
    .option('--ended', 'also those that ended')
    .action((options: { ended?: true }, self: Command) =>
      run(
        async (context) => (await import('./commands/forecast.ts')).listRisks(context, options),
        common(self),
      ),
    )
  command(risks, 'add', 'have forecasts count a risk')
    .argument('<title>')
    .requiredOption('--probability <share>', 'chance that it happens, 0 to 1', between(0, 1))
    .requiredOption('--days <days>', 'working days longer if it happens: 3, 2..8 or 2..3..8', days)
    .requiredOption('--item <item>', 'key or connection/ref of an item it is on; may be repeated', collect)
    .option('--note <text>', 'why; kept with who and when')
    .action((title: string, options: Omit<NewRisk, 'title'>, self: Command) =>
      run(
        async (context) => (await import('./commands/forecast.ts')).addRisk(context, { ...options, title }),
        common(self),
      ),
    )
  command(risks, 'end', 'have forecasts count a risk no more')
    .argument('<id>')
    .action((id: string, _: unknown, self: Command) =>
      run(async (context) => (await import('./commands/forecast.ts')).endRisk(context, id), common(self)),
    )
}
