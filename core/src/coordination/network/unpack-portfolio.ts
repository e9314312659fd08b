import { breather } from '@headless-pmo/engine'
import { workingCalendar, ALWAYS, type WorkingCalendar } from '../../working-time/index.ts'
import type { Schedule, ScheduleProblem } from '../schedule/index.ts'
import type { NetworkLink } from './network-link.ts'
import type { NetworkNode } from './network-node.ts'
import type { NetworkProblem } from './network-problem.ts'
import { unpackPages } from './packed-pages.ts'
import { NodeNames, type PortfolioNetwork, type StandIn } from './portfolio-network.ts'
import type { PackedPortfolio } from './schedule-records.ts'

/** A scheduled network as it comes back from another thread; it is unpacked without holding this one (law 11). */
export async function unpackPortfolio(packed: PackedPortfolio): Promise<{
  readonly portfolio: PortfolioNetwork
  readonly schedule: Schedule
  readonly byStart: Int32Array
}> {
  const names = new NodeNames()
  const nodes = await unpackPages<NetworkNode>(packed.nodes, (node, index) => names.add(node, index))
  const breathe = breather()
  const calendars: WorkingCalendar[] = []
  for (const { table, ...about } of packed.calendars) {
    await breathe()
    calendars.push(about.id === ALWAYS.id ? ALWAYS : workingCalendar(about, table))
  }
  return {
    byStart: packed.byStart,
    portfolio: {
      network: packed.network,
      calendars,
      plans: packed.plans,
      nodes,
      links: await unpackPages<NetworkLink>(packed.links),
      problems: await unpackPages<NetworkProblem>(packed.problems),
      standIns: await unpackPages<StandIn>(packed.standIns),
      indexOf: (connection, ref, kind) => names.indexOf(connection, ref, kind),
      indexOfProject: (id) => names.indexOf('', id, 'project'),
    },
    schedule: {
      ...packed.schedule,
      problems: await unpackPages<ScheduleProblem>(packed.scheduleProblems),
    },
  }
}
