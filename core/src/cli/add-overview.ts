import { Option, type Command } from 'commander'
import { REPORT_FORMATS, REPORTS, type ReportName } from '../reports/words.ts'
import { AS_OF, common, pastOf, positive, type Add } from './add-commands.ts'
import type { OverviewOptions } from './commands/overview.ts'
import type { ReportOptions } from './commands/reports.ts'

const LIGHTS = ['red', 'amber', 'unknown', 'green'] as const
const LINES: Readonly<Record<ReportName, string>> = {
  'portfolio-status': 'every project with its health, dates, forecast and findings',
  'project-status': 'one project with all its figures; needs --project',
  standards: 'how far projects keep the standards',
}

/** The commands of somebody who asks how the projects stand, and who reports it. */
export const addOverview: Add = (program, command, run) => {
  command(program, 'overview', 'the health of projects; of one, part by part')
    .argument('[project]', 'id of a project; absent: all, what needs somebody first')
    .option('--portfolio <id>', 'projects of a portfolio')
    .option('--program <id>', 'projects of a program')
    .option('--tag <word>', 'projects with a tag')
    .option('--manager <name>', 'projects of somebody')
    .addOption(new Option('--health <light>', 'projects of this health').choices([...LIGHTS]))
    .option('-n, --limit <number>', 'most rows', positive, 50)
    .action(
      (project: string | undefined, options: OverviewOptions & { readonly json?: true }, self: Command) => {
        const { json: _, ...filter } = options
        return run(async (context) => {
          const { listOverview, showOverview } = await import('./commands/overview.ts')
          return project === undefined ? listOverview(context, filter) : showOverview(context, project)
        }, common(self))
      },
    )
  const report = command(program, 'report', 'reports about portfolios, projects and standards')
  const format = () =>
    new Option('--format <format>', 'how it is written').choices([...REPORT_FORMATS]).default('md')
  for (const name of REPORTS) {
    command(report, name, LINES[name])
      .option('--project <id>', 'of project-status')
      .option('--portfolio <id>', 'of the others; absent: all projects')
      .addOption(format())
      .option('--out <file>', 'write it there')
      .option(...AS_OF)
      .action((options: ReportOptions & { readonly json?: true }, self: Command) => {
        const { json: _, ...question } = options
        return run(
          async (context) =>
            (await import('./commands/reports.ts')).showReport(context, name, {
              ...question,
              ...pastOf(self),
            }),
          common(self),
        )
      })
  }
  command(report, 'make', 'make a report of now and keep it on the server')
    .argument('<report>', REPORTS.join(', '))
    .option('--project <id>', 'of project-status')
    .option('--portfolio <id>', 'of the others; absent: all projects')
    .action((name: ReportName, options: ReportOptions & { readonly json?: true }, self: Command) =>
      run(
        async (context) =>
          (await import('./commands/reports.ts')).makeReport(context, name, {
            ...(options.project !== undefined && { project: options.project }),
            ...(options.portfolio !== undefined && { portfolio: options.portfolio }),
          }),
        common(self),
      ),
    )
  command(report, 'list', 'reports that were kept, the newest first')
    .option('-n, --limit <number>', 'most rows', positive, 50)
    .action(({ limit }: { readonly limit: number }, self: Command) =>
      run(
        async (context) => (await import('./commands/reports.ts')).listReports(context, limit),
        common(self),
      ),
    )
  command(report, 'open', 'a report that was kept')
    .argument('<id>', 'as `pmo report list` tells it')
    .addOption(format())
    .option('--out <file>', 'write it there')
    .action((id: string, options: Pick<ReportOptions, 'format' | 'out'>, self: Command) =>
      run(
        async (context) => (await import('./commands/reports.ts')).openReport(context, id, options),
        common(self),
      ),
    )
}
