import { optionLines, type RegisterEntry } from '../../governance/index.ts'
import type { ForecastRow } from '../../overview/index.ts'
import type { ReportSection } from '../report-document.ts'
import { cut } from './common-parts.ts'
import { latenessText } from './tell-time.ts'

/**
 * What is told of the projects that are red. Bad news needs its evidence, its impact and at least one option; a red
 * status for which nobody has kept an escalation with these is marked incomplete, so that it is asked for and not
 * argued about. A project that is not red although its schedule ends after the agreed day is told beside them: the light
 * goes by the days that items name, and somebody has to say which of the two holds.
 */
export function redStatus(
  rows: readonly ForecastRow[],
  escalations: readonly RegisterEntry<'escalation'>[],
): { readonly section: ReportSection; readonly missing: readonly string[] } {
  const red = rows.filter(({ health }) => health.light === 'red')
  const missing: string[] = []
  const lines = red.flatMap(({ project, health }) => {
    const head = `${project.name} (${project.id}) is red: ${health.because}${actionsText(health.actions)}`
    const own = escalations.filter((one) => one.project === project.id)
    const lacks = lackingOf(own)
    if (lacks.length > 0) {
      const lacking = lacks.join(' and ')
      missing.push(
        own.length === 0
          ? `INCOMPLETE: ${project.name} (${project.id}) is red without an escalation: ${lacking} are missing. Keep one: pmo register add escalation.`
          : `INCOMPLETE: ${project.name} (${project.id}) is red, and its escalation tells no ${lacking}. Complete it.`,
      )
      return [`${head} INCOMPLETE: nobody has told the ${lacking}.`, ...own.map(escalationText)]
    }
    return [head, ...own.map(escalationText)]
  })
  const beside = rows.flatMap(laterThanItsLight)
  return {
    missing: cut(missing),
    section: {
      heading: 'What needs a decision',
      source:
        'Lights from the trackers’ data; impact and options from the register of escalations; days from the schedule and its simulation.',
      parts: [{ type: 'list', lines: [...(lines.length === 0 ? ['No project is red.'] : lines), ...beside] }],
    },
  }
}

/** What bad news lacks. An option counts where it is written with a consequence. */
function lackingOf(own: readonly RegisterEntry<'escalation'>[]): readonly string[] {
  const tells = (has: (body: RegisterEntry<'escalation'>['body']) => boolean): boolean =>
    own.some(({ body }) => has(body))
  return [
    ...(tells(({ impact }) => impact.trim() !== '') ? [] : ['impact']),
    ...(tells(({ options }) => optionLines(options).length > 0) ? [] : ['options']),
  ]
}

function actionsText(actions: readonly string[]): string {
  return actions.length === 0 ? '' : ` To do: ${actions.join(' ')}`
}

function laterThanItsLight({ project, health, dates, forecast }: ForecastRow): readonly string[] {
  const promised = dates.committedFinish ?? dates.baselineFinish
  const { scheduledFinish, deltaDays = 0 } = dates
  if (health.light === 'red' || promised === undefined) return []
  const named = `${project.name} (${project.id}) is ${health.light ?? 'not judged'} by the days that its items name`
  const settle = `Settle with ${project.manager ?? 'its manager'} which holds.`
  if (deltaDays > 0)
    return [
      `${named}, but its schedule finishes on ${scheduledFinish ?? ''}, ${latenessText(deltaDays)}. ${settle}`,
    ]
  if (forecast.p80 === undefined || forecast.p80 <= promised) return []
  return [
    `${named}, but with a chance of more than 20 % it finishes after the agreed ${promised} (P80: ${forecast.p80}). ${settle}`,
  ]
}

function escalationText({ id, body }: RegisterEntry<'escalation'>): string {
  const due = body.due === undefined ? '' : ` A decision is needed by ${body.due}.`
  const to = body.to === undefined ? '' : ` To decide: ${body.to}.`
  return `${id}, ${body.title} (${body.duration}). Commitment: ${body.commitment}. Evidence: ${body.evidence}. Impact: ${body.impact}. Options: ${optionLines(body.options).join('; ')}.${to}${due}`
}
