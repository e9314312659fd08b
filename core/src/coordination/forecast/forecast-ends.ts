import type { Breathe } from '@headless-pmo/engine'
import { PmoError } from '../../config/index.ts'
import type { ScheduledPortfolio } from '../network/index.ts'
import { NODE_FLAGS } from '../schedule/index.ts'

/** Something whose finish is forecast. */
export interface ForecastEnd {
  /** `plan` and `container`: of items that belong to no project of the PMO. */
  readonly kind: 'portfolio' | 'project' | 'plan' | 'container' | 'milestone'
  /** Id of a project, ref of the others; empty for the portfolio. */
  readonly ref: string
  readonly connection?: string
  readonly title: string
  /** Project that a milestone belongs to. */
  readonly project?: string
  /** IANA zone of its days. */
  readonly zone: string
  readonly nodes: readonly number[]
  /** Its finish as the schedule has it, absolute minutes. */
  readonly scheduled: number
  /** Deadline of a milestone, absolute minutes. */
  readonly deadline?: number
}

interface Frame {
  readonly end: Omit<ForecastEnd, 'nodes' | 'scheduled'>
  readonly nodes: number[]
  open: boolean
}

/**
 * What a forecast is asked for: the project of the question, or all of them and the portfolio as a whole, and every milestone that is
 * not reached. What is done altogether has nothing to forecast. Others have their turn while all items are looked through.
 *
 * @throws PmoError `not-found` for a project that is not there
 */
export async function forecastEnds(
  scheduled: ScheduledPortfolio,
  project: string | undefined,
  breathe: Breathe,
): Promise<ForecastEnd[]> {
  const { portfolio, schedule } = scheduled
  const { nodes, network, plans } = portfolio
  const own = project === undefined ? undefined : portfolio.indexOfProject(project)
  const frames = new Map<string, Frame>()
  const milestones: ForecastEnd[] = []
  for (const [index, node] of nodes.entries()) {
    await breathe()
    const finish = schedule.earlyFinish[index] ?? Number.NaN
    const isWork = node.kind === 'workItem' || node.kind === 'milestone'
    if (!isWork || Number.isNaN(finish) || node.scheduling === 'summary') continue
    const plan = plans[network.project[index] ?? -1]
    const of = node.project ?? plan?.project
    if (project !== undefined && of !== project) continue
    const zone = plan?.zone ?? 'UTC'
    const key = of === undefined ? `${plan?.kind}\n${plan?.connection}\n${plan?.ref}` : `project\n${of}`
    let frame = frames.get(key)
    if (frame === undefined) {
      const named = of === undefined ? undefined : nodes[portfolio.indexOfProject(of) ?? -1]
      const end =
        of !== undefined
          ? { kind: 'project' as const, ref: of, title: named?.title ?? of, zone }
          : {
              kind: plan?.kind === 'plan' ? ('plan' as const) : ('container' as const),
              ref: plan?.ref ?? '',
              title: plan?.title ?? 'Items without a project',
              zone,
              ...(plan?.connection !== undefined && { connection: plan.connection }),
            }
      frame = { end, nodes: [], open: false }
      frames.set(key, frame)
    }
    frame.nodes.push(index)
    const over = ((network.flags[index] ?? 0) & NODE_FLAGS.done) !== 0
    if (over || !Number.isNaN(network.actualFinish[index] ?? Number.NaN)) continue
    frame.open = true
    if (((network.flags[index] ?? 0) & NODE_FLAGS.milestone) === 0) continue
    const deadline = network.deadline[index] ?? Number.NaN
    milestones.push({
      kind: 'milestone',
      ref: node.ref,
      connection: node.connection,
      title: node.title,
      zone,
      nodes: [index],
      scheduled: finish,
      ...(of !== undefined && { project: of }),
      ...(!Number.isNaN(deadline) && { deadline }),
    })
  }
  if (project !== undefined && own === undefined && frames.size === 0)
    throw new PmoError(
      'not-found',
      `There is no project "${project.slice(0, 80)}" with items; pmo projects lists all.`,
    )
  const finishOf = (of: readonly number[]): number =>
    of.reduce((latest, index) => Math.max(latest, schedule.earlyFinish[index] ?? -Infinity), -Infinity)
  const projects = [...frames.values()]
    .filter(({ open }) => open)
    .map(({ end, nodes: of }): ForecastEnd => ({ ...end, nodes: of, scheduled: finishOf(of) }))
  const all = projects.flatMap(({ nodes: of }) => of)
  const whole: ForecastEnd[] =
    projects.length < 2
      ? []
      : [
          {
            kind: 'portfolio',
            ref: '',
            title: 'All projects',
            zone: projects[0]?.zone ?? 'UTC',
            nodes: all,
            scheduled: finishOf(all),
          },
        ]
  return [...whole, ...projects, ...milestones]
}
