import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { ReportFormat, ReportName } from '../../reports/index.ts'
import type { CommandContext } from '../context.ts'
import { EXIT } from '../exit-codes.ts'
import type { Api } from '../session.ts'

type Kept = Awaited<ReturnType<Api['reports']['list']['query']>>['items'][number]

/** What `pmo report` is asked. */
export interface ReportOptions {
  readonly project?: string
  readonly portfolio?: string
  readonly format: ReportFormat
  readonly out?: string
  readonly asOf?: string
}

/** A report, printed or written to a file. */
export async function showReport(
  context: CommandContext,
  report: ReportName,
  { out, ...question }: ReportOptions,
): Promise<number> {
  const { output } = context
  await using session = await context.session()
  const made = await session.api.reports.get.query({ report, ...question })
  if (out === undefined) {
    output.result(made, () => made.text.trimEnd())
    return EXIT.ok
  }
  const file = resolve(out)
  await writeFile(file, made.text)
  output.result({ file, report, asOf: made.asOf, missing: made.missing }, () => `${made.title}: ${file}.`)
  if (made.missing.length > 0)
    output.note(`${made.missing.length} things are missing in it; its first page names them.`)
  return EXIT.ok
}

/** Makes a report and keeps it on the server. */
export async function makeReport(
  context: CommandContext,
  report: ReportName,
  about: Pick<ReportOptions, 'project' | 'portfolio'>,
): Promise<number> {
  await using session = await context.session()
  const made = await session.api.reports.make.mutate({ report, ...about })
  context.output.result(made, () => `The report is kept as ${made.id}.`)
  return EXIT.ok
}

/** Reports that were kept, the newest first. */
export async function listReports(context: CommandContext, limit: number): Promise<number> {
  const { output } = context
  await using session = await context.session()
  const page = await session.api.reports.list.query({ limit })
  if (output.json) {
    output.result(page, () => '')
    return EXIT.ok
  }
  output.list<Kept>(
    page.items,
    [
      { title: 'id', value: ({ id }) => id },
      { title: 'report', value: ({ report }) => report },
      {
        title: 'about',
        value: ({ scope }) => (scope.kind === 'house' ? 'all projects' : scope.id),
        most: 40,
      },
      { title: 'as of', value: ({ asOf }) => asOf.slice(0, 16) },
      { title: 'made by', value: ({ madeBy }) => madeBy, most: 40 },
      { title: 'missing', value: ({ missing }) => missing, align: 'right' },
    ],
    'No report was kept yet; plan them in pmo.config.ts under `reports`, or make one with `pmo report make`.',
  )
  return EXIT.ok
}

/** A report that was kept. */
export async function openReport(
  context: CommandContext,
  id: string,
  { format, out }: Pick<ReportOptions, 'format' | 'out'>,
): Promise<number> {
  const { output } = context
  await using session = await context.session()
  const kept = await session.api.reports.kept.query({ id, format })
  if (out === undefined) output.result(kept, () => kept.text.trimEnd())
  else {
    const file = resolve(out)
    await writeFile(file, kept.text)
    output.result({ file, id }, () => `${kept.title}: ${file}.`)
  }
  return EXIT.ok
}
