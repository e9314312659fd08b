import { optionLines, type RegisterEntry } from '../../governance/index.ts'
import type { ForecastRow } from '../../overview/index.ts'
import type { ReportSection } from '../report-document.ts'

/**
 * What is told of the projects that are red. Bad news needs its evidence, its impact and at least one option; a red
 * status for which nobody has kept an escalation with these is marked incomplete, so that it is asked for and not
 * argued about.
 */
export function redStatus(
  rows: readonly ForecastRow[],
  escalations: readonly RegisterEntry<'escalation'>[],
): { readonly section: ReportSection; readonly missing: readonly string[] } {
  const red = rows.filter(({ health }) => health.light === 'red')
  const missing: string[] = []
  const lines = red.flatMap(({ project, health }) => {
    const head = `${project.name} (${project.id}) is red: ${health.because}`
    const own = escalations.filter((one) => one.project === project.id)
    if (own.length === 0) {
      missing.push(
        `INCOMPLETE: ${project.name} (${project.id}) is red without an escalation: impact and options are missing. Keep one: pmo register add escalation.`,
      )
      return [`${head} INCOMPLETE: nobody has told the impact and the options.`]
    }
    return [head, ...own.map(escalationText)]
  })
  return {
    missing,
    section: {
      heading: 'What needs a decision',
      source: 'Lights from the trackers’ data; impact and options from the register of escalations.',
      parts: [{ type: 'list', lines: lines.length === 0 ? ['No project is red.'] : lines }],
    },
  }
}

function escalationText({ id, body }: RegisterEntry<'escalation'>): string {
  const due = body.due === undefined ? '' : ` A decision is needed by ${body.due}.`
  return `${id}, ${body.title} (${body.duration}). Commitment: ${body.commitment}. Evidence: ${body.evidence}. Impact: ${body.impact}. Options: ${optionLines(body.options).join('; ')}.${due}`
}
