import type { AnyCheck, CheckProject, FactKind, Need, PortfolioData } from '@headless-pmo/sdk'
import type { CheckSubject } from './check-result.ts'
import { isFact } from './fact-need.ts'
import { factsIndex, factsOf } from './facts-index.ts'
import { itemKey } from './item-subject.ts'
import type { PortfolioIndex } from './portfolio-index.ts'

const TITLES: Readonly<Record<FactKind, string>> = {
  schedule: 'dates',
  capacity: 'capacities',
  indicator: 'indicators',
  whatIf: 'what-if figures',
  flow: 'flow figures',
  source: 'facts about the sources',
  governance: 'records of the PMO',
}

function stated(
  { missing }: Pick<PortfolioData, 'missing'>,
  projects: readonly (CheckProject | undefined)[],
  need: Need,
): string | undefined {
  if (missing?.[need] !== undefined) return missing[need]
  for (const project of projects) {
    const reason = project?.missing?.[need]
    if (project !== undefined && reason !== undefined) return `${project.title}: ${reason}`
  }
  return undefined
}

function missingFact(index: PortfolioIndex, subject: CheckSubject, fact: FactKind): string | undefined {
  if (factsOf(index, fact) === undefined)
    return `The ${TITLES[fact]} of the portfolio have not been computed.`
  if (subject.grain === 'portfolio' || fact === 'capacity') return undefined
  const { project } = subject
  if (project === undefined) return `It belongs to no project, and ${TITLES[fact]} are computed for projects.`
  const facts = factsIndex(index)
  const title = index.projects.get(project)?.title ?? project
  if (fact === 'indicator' || fact === 'whatIf') {
    const known = fact === 'indicator' ? facts.indicators.has(project) : facts.whatIfs.has(project)
    return known ? undefined : `No ${TITLES[fact]} have been computed for ${title}.`
  }
  if (fact === 'source') return facts.sources.has(project) ? undefined : `${title} has no source.`
  if (fact === 'governance') {
    return facts.governance.has(project) ? undefined : `No ${TITLES[fact]} have been read for ${title}.`
  }
  if (fact === 'flow') {
    const flow = facts.flows.get(project)
    if (flow === undefined) return `No ${TITLES[fact]} have been computed for ${title}.`
    if (subject.grain === 'project' || flow.items.has(itemKey(index, subject))) return undefined
    return `The flow figures of ${title} do not hold it.`
  }
  const schedule = facts.schedules.get(project)
  if (schedule === undefined) return `${title} has no computed schedule.`
  if (subject.grain === 'project' || schedule.items.has(itemKey(index, subject))) return undefined
  const why = schedule.unscheduled.get(itemKey(index, subject))
  return why === undefined
    ? `The schedule of ${title} does not hold it.`
    : `It has no place in the schedule: ${why}`
}

/** Why something that a check needs is not known of a subject; undefined where all is there. */
export function missingNeed(
  index: PortfolioIndex,
  check: AnyCheck,
  subject: CheckSubject,
): string | undefined {
  const projects =
    subject.grain === 'portfolio'
      ? index.data.projects
      : [subject.project === undefined ? undefined : index.projects.get(subject.project)]
  for (const need of check.needs) {
    const reason = stated(index.data, projects, need)
    if (reason !== undefined) return reason
    const fact = isFact(need) ? missingFact(index, subject, need) : undefined
    if (fact !== undefined) return fact
  }
  return undefined
}
