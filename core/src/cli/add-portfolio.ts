import { InvalidArgumentError, type Command } from 'commander'
import { AS_OF, common, positive, type Add } from './add-commands.ts'

const PROJECT = ['<project>', 'id of a project'] as const
const MOST = ['-n, --limit <number>', 'most lines'] as const

interface Limited {
  readonly limit: number
}

/** The commands of somebody who answers for the portfolio: how it stands, how it stood, what was promised. */
export const addPortfolio: Add = (program, command, run) => {
  const group = command(
    program,
    'portfolio',
    'portfolios, programs and projects: status, dates, progress, cost',
  )
    .option(...AS_OF)
    .action((options: { asOf?: string }, self: Command) =>
      run(
        async (context) => (await import('./commands/portfolio.ts')).showPortfolios(context, options),
        common(self),
      ),
    )
  command(group, 'project', 'figures of one project, what they rest on, and what to do')
    .argument(...PROJECT)
    .option(...AS_OF)
    .action((id: string, _: unknown, self: Command) =>
      run(
        async (context) =>
          (await import('./commands/portfolio.ts')).showFigures(
            context,
            id,
            self.optsWithGlobals<{ asOf?: string }>(),
          ),
        common(self),
      ),
    )
  command(group, 'evidence', 'all rows that a figure is computed from')
    .argument(...PROJECT)
    .argument('<figure>', 'id of the figure, as `pmo portfolio project` shows it')
    .option(...MOST, positive, 50)
    .action((id: string, indicator: string, { limit }: Limited, self: Command) =>
      run(
        async (context) =>
          (await import('./commands/portfolio.ts')).showEvidence(context, { id, indicator, limit }),
        common(self),
      ),
    )
  command(group, 'trend', 'how a project stood, day by day')
    .argument(...PROJECT)
    .option(...MOST, positive, 90)
    .action((id: string, { limit }: Limited, self: Command) =>
      run(
        async (context) => (await import('./commands/portfolio.ts')).showTrend(context, { id, limit }),
        common(self),
      ),
    )
  command(group, 'snapshot', 'remember how every project stands today; the server does it every hour').action(
    (_: unknown, self: Command) =>
      run(async (context) => (await import('./commands/portfolio.ts')).takeSnapshot(context), common(self)),
  )
  addBaselines(program, command, run)
}

const addBaselines: Add = (program, command, run) => {
  const group = command(
    program,
    'baselines',
    'what was promised: baselines of any project, and plans of record',
  )
    .argument('[project]', 'id of a project')
    .action((project: string | undefined, _: unknown, self: Command) =>
      run(
        async (context) => (await import('./commands/baselines.ts')).listBaselines(context, project),
        common(self),
      ),
    )
  command(group, 'capture', 'keep what the items of a project say now as its next baseline')
    .argument(...PROJECT)
    .requiredOption('--name <name>', 'what it is called, e.g. "Approved plan"')
    .requiredOption('--reason <text>', 'why it is kept')
    .option('--decision <text>', 'where that was decided: minutes, a change request, an address')
    .option(
      '--tracker <number>',
      'take over the baseline of this number (0 to 10) that the tracker holds',
      trackerNumber,
    )
    .action(
      (
        project: string,
        options: { name: string; reason: string; decision?: string; tracker?: number },
        self: Command,
      ) =>
        run(
          async (context) =>
            (await import('./commands/baselines.ts')).captureBaseline(context, { ...options, project }),
          common(self),
        ),
    )
  command(group, 'compare', 'what became of it: dates, work and cost of each item, then and now')
    .argument(...PROJECT)
    .option('--number <number>', 'of an earlier baseline; default: the one that counts', positive)
    .option('--with <number>', 'compare with another baseline instead of now', positive)
    .option(...MOST, positive, 50)
    .action((project: string, options: Limited & { number?: number; with?: number }, self: Command) =>
      run(
        async (context) =>
          (await import('./commands/baselines.ts')).compareBaseline(context, { ...options, project }),
        common(self),
      ),
    )
}

function trackerNumber(text: string): number {
  const value = Number(text)
  if (text !== '' && Number.isInteger(value) && value >= 0 && value <= 10) return value
  throw new InvalidArgumentError('Write a whole number from 0 to 10.')
}
