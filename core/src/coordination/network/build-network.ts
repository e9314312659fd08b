import type { Reference, WorkItem } from '@headless-pmo/sdk'
import { createNetwork, LAG_KINDS, LINK_TYPES, NODE_FLAGS, type Network } from '../schedule/index.ts'
import { collectLinks, type LinkDraft, type SelfLink } from './collect-links.ts'
import { FinishedWork } from './finished-work.ts'
import { finishedItems, itemPlaces, type ItemPlace } from './item-places.ts'
import { milestoneDates } from './milestone-dates.ts'
import { NetworkCalendars } from './network-calendars.ts'
import { NetworkEnds } from './network-ends.ts'
import type { NetworkLink } from './network-link.ts'
import type { NetworkNode } from './network-node.ts'
import { NetworkPlans } from './network-plans.ts'
import type { NetworkProblem } from './network-problem.ts'
import { fillNode, type NodeDates } from './node-dates.ts'
import { placeholderDates } from './placeholder-dates.ts'
import { planDates } from './plan-dates.ts'
import type { NetworkParts } from './portfolio-network.ts'
import type { NetworkRecord, PortfolioRecords } from './portfolio-records.ts'
import { milestoneProjects } from './milestone-projects.ts'
import { standInsOf } from './stand-ins.ts'
import { strayLinks } from './stray-links.ts'
import { RecordIndex } from './record-index.ts'
import { trackerDates } from './tracker-dates.ts'

/** Finished items that a measured duration needs at least. */
const LEAST_SAMPLES = 5

/**
 * Makes one network of all records. Nodes are numbered: work items, milestones and projects in the order of their
 * names, then placeholders. Pure; the order of the input does not matter.
 *
 * @param options.shared lay the arrays on SharedArrayBuffers, for other threads
 */
export function buildNetwork(
  input: PortfolioRecords,
  options: { readonly shared?: boolean } = {},
): NetworkParts {
  const { settings, projects, now } = input
  const index = new RecordIndex(input.records)
  const calendars = new NetworkCalendars(index, input.calendars, settings.calendar)
  const plans = new NetworkPlans(settings.timeZone ?? 'UTC', projects)
  const places = itemPlaces(index, { plans, calendars }, input)
  const ends = new NetworkEnds(index, projects)
  const collected = collectLinks(index, ends, input.kept)
  const owners = milestoneProjects(index, projects)
  const parents = parentsOf(places, index.of('workItem'), { ends, owners })
  const drafts = [
    ...collected.links,
    ...strayLinks(collected.links, { ends, parents, items: index.of('workItem') }),
  ]
  const rules = {
    settings,
    finished: new FinishedWork(
      finishedItems(index, places, calendars),
      settings.minimumSamples ?? LEAST_SAMPLES,
    ),
  }

  const nodes: NetworkNode[] = []
  const dated: NodeDates[] = []
  const put = (node: Omit<NetworkNode, 'stated' | 'scheduling' | 'assumptions'>, dates: NodeDates): void => {
    const { stated, scheduling, assumptions } = dates
    nodes.push({ ...node, stated, scheduling, assumptions })
    dated.push(dates)
  }
  for (const [position, item] of index.of('workItem').entries()) {
    const place = places[position]
    if (place === undefined) continue
    const working = calendars.at(place.calendar)
    const facts = { ...place, item: item.record, working, statusTime: now, rules }
    const dates = place.isPlanned ? planDates(facts) : trackerDates(facts)
    put(itemNode(item), withCalendar(dates, place))
  }
  for (const [position, { connection, record }] of index.of('milestone').entries()) {
    const zone =
      index.get(connection, 'container', record.container)?.record.timeZone ?? settings.timeZone ?? 'UTC'
    const calendar = calendars.standard(zone).index
    const project = owners[position]
    put(
      {
        kind: 'milestone',
        connection,
        ref: record.ref,
        title: record.name,
        statusCategory: record.state === 'open' ? 'todo' : 'done',
        container: refText(record.container),
        assignees: [],
        ...(record.key !== undefined && { key: record.key }),
        ...(record.url !== undefined && { url: record.url }),
        ...(project !== undefined && { project }),
      },
      milestoneDates(record, { zone, calendar, statusTime: now }),
    )
  }
  const withParts = new Set(parents)
  for (const [position, { id, name }] of projects.entries()) {
    const calendar = calendars.standard(settings.timeZone ?? 'UTC').index
    // A project without items has no dates, and nothing waits for it.
    const flags = withParts.has(ends.projectsAt + position) ? 0 : NODE_FLAGS.inactive
    put(
      { kind: 'project', connection: '', ref: id, title: name, project: id, assignees: [] },
      { values: { duration: 0, calendar, flags }, stated: {}, scheduling: 'summary', assumptions: [] },
    )
  }

  const network = createNetwork({
    nodes: nodes.length + ends.placeholders.length,
    links: drafts.length,
    projects: plans.all.length,
    shared: options.shared === true,
  })
  for (const [node, { values }] of dated.entries()) fillNode(network, node, values)
  const problems: NetworkProblem[] = [...calendars.problems, ...collected.toSelf.map(selfLinkProblem(nodes))]
  putPlaceholders({ network, nodes, drafts, ends, calendars, problems })
  const standIns = standInsOf(index, ends)
  fillFrames(network, { places, plans, parents, ends, projects, dated, now })
  return {
    network,
    calendars: calendars.all,
    nodes,
    plans: plans.all,
    links: drafts.map((draft, link) => fillLink(network, link, draft, nodes)),
    problems,
    ...(standIns.length > 0 && { standIns }),
  }
}

function withCalendar(dates: NodeDates, { calendarInstead, isSummary }: ItemPlace): NodeDates {
  if (calendarInstead === undefined || isSummary) return dates
  return { ...dates, assumptions: [...dates.assumptions, calendarInstead] }
}

function itemNode({
  connection,
  record,
  project,
}: NetworkRecord<'workItem'>): Omit<NetworkNode, 'stated' | 'scheduling' | 'assumptions'> {
  const work = workOf(record)
  return {
    kind: 'workItem',
    connection,
    ref: record.ref,
    title: record.title,
    type: record.type,
    statusCategory: record.statusCategory,
    container: refText(record.container),
    assignees: (record.assignees ?? []).map(refText),
    ...(record.key !== undefined && { key: record.key }),
    ...(record.url !== undefined && { url: record.url }),
    ...(project !== undefined && { project }),
    ...(work !== undefined && { work }),
    ...(record.points !== undefined && { points: record.points }),
    ...(record.percentComplete !== undefined && { percentComplete: record.percentComplete }),
  }
}

function workOf({ estimate, spent, remaining }: WorkItem): NetworkNode['work'] | undefined {
  if (estimate === undefined && spent === undefined && remaining === undefined) return undefined
  return {
    ...(estimate !== undefined && { planned: estimate }),
    ...(spent !== undefined && { spent }),
    ...(remaining !== undefined && { remaining }),
  }
}

const refText = (reference: Reference): string => (typeof reference === 'string' ? reference : reference.key)

/** What each item and milestone is part of: the item above it, else its project. By node; −1: nothing. */
function parentsOf(
  places: readonly ItemPlace[],
  items: readonly NetworkRecord<'workItem'>[],
  { ends, owners }: { readonly ends: NetworkEnds; readonly owners: readonly (string | undefined)[] },
): Int32Array {
  const parents = new Int32Array(ends.placeholdersAt).fill(-1)
  const projectOf = (id: string | undefined): number => (id === undefined ? -1 : (ends.project(id) ?? -1))
  for (const [position, { parent }] of places.entries())
    parents[position] = parent >= 0 ? parent : projectOf(items[position]?.project)
  for (const [position, project] of owners.entries())
    parents[ends.milestonesAt + position] = projectOf(project)
  return parents
}

function putPlaceholders(parts: {
  readonly network: Network
  readonly nodes: NetworkNode[]
  readonly drafts: readonly LinkDraft[]
  readonly ends: NetworkEnds
  readonly calendars: NetworkCalendars
  readonly problems: NetworkProblem[]
}): void {
  const { network, nodes, drafts, ends, calendars, problems } = parts
  const { placeholdersAt } = ends
  const away = Map.groupBy(
    drafts.filter(({ from }) => from >= placeholdersAt),
    ({ from }) => from,
  )
  const known = [...nodes]
  for (const [position, placeholder] of ends.placeholders.entries()) {
    const node = placeholdersAt + position
    const outgoing = away.get(node) ?? []
    const facts = { network, nodes: known, calendars: calendars.all }
    const { isDated, values, stated, scheduling, assumptions } = placeholderDates(outgoing, facts)
    fillNode(network, node, values)
    nodes.push({ kind: 'placeholder', ...placeholder, assignees: [], stated, scheduling, assumptions })
    if (isDated || outgoing.length === 0) continue
    const waiting = outgoing.map(({ to }) => known[to]?.key ?? known[to]?.title ?? 'an item')
    problems.push({
      kind: 'unknown-end',
      sentence: `${waiting.slice(0, 3).join(', ')}${waiting.length > 3 ? ' and others' : ''} waits for "${placeholder.title}", which is not synced and has no known date, so it holds up nothing; connect what it is in, or take the link away.`,
      nodes: [node, ...outgoing.map(({ to }) => to)],
      ...(placeholder.connection !== '' && { connection: placeholder.connection }),
      ref: placeholder.ref,
    })
  }
}

function fillFrames(
  network: Network,
  parts: {
    readonly places: readonly ItemPlace[]
    readonly plans: NetworkPlans
    readonly parents: Int32Array
    readonly ends: NetworkEnds
    readonly projects: PortfolioRecords['projects']
    readonly dated: readonly NodeDates[]
    readonly now: number
  },
): void {
  const { places, plans, parents, ends, projects, dated, now } = parts
  network.parent.set(parents)
  for (const [position, { plan }] of places.entries()) network.project[position] = plan
  const frameOfProject = projects.map(({ id }) => plans.knownProject(id) ?? -1)
  for (const [position, frame] of frameOfProject.entries())
    network.project[ends.projectsAt + position] = frame
  for (let node = ends.milestonesAt; node < ends.projectsAt; node++) {
    const parent = parents[node] ?? -1
    network.project[node] = parent < 0 ? -1 : (frameOfProject[parent - ends.projectsAt] ?? -1)
  }
  // A plan that does not say when it begins begins with the first of its tasks.
  const firsts = new Map<number, number>()
  for (const [position, { plan }] of places.entries()) {
    const start = dated[position]?.stated.start ?? Infinity
    if (start < (firsts.get(plan) ?? Infinity)) firsts.set(plan, start)
  }
  for (const [number, { start, finish, isFromFinish }] of plans.frames.entries()) {
    const isPlan = plans.all[number]?.kind === 'plan' && !isFromFinish
    const begin = start ?? (isPlan ? (firsts.get(number) ?? now) : undefined)
    if (begin !== undefined) network.projectStart[number] = begin
    if (finish !== undefined) network.projectFinish[number] = finish
    network.projectFromFinish[number] = isFromFinish ? 1 : 0
  }
}

/**
 * The largest lag that counts, minutes or percent: more than all time there is. Beyond, sums would be infinite, and floats
 * no numbers; what such a lag pushes out of all time is named by the schedule.
 */
const MOST_LAG: Readonly<Record<LinkDraft['lagKind'], number>> = {
  working: 6e9,
  elapsed: 6e9,
  percent: 1e6,
  elapsedPercent: 1e6,
}

function fillLink(
  network: Network,
  link: number,
  draft: LinkDraft,
  nodes: readonly NetworkNode[],
): NetworkLink {
  const { lagKind, ...known } = draft
  const most = MOST_LAG[lagKind]
  const lag = Math.min(most, Math.max(-most, draft.lag))
  network.from[link] = draft.from
  network.to[link] = draft.to
  network.type[link] = LINK_TYPES[draft.type]
  network.lag[link] = lag
  network.lagKind[link] = LAG_KINDS[lagKind]
  const [from, to] = [nodes[draft.from], nodes[draft.to]]
  const isRecord = (node: NetworkNode | undefined): boolean =>
    node?.kind === 'workItem' || node?.kind === 'milestone'
  return { ...known, acrossTools: isRecord(from) && isRecord(to) && from?.connection !== to?.connection }
}

function selfLinkProblem(nodes: readonly NetworkNode[]): (link: SelfLink) => NetworkProblem {
  return ({ node, connection, ref }) => ({
    kind: 'self-link',
    sentence: `${nodes[node]?.key ?? nodes[node]?.title ?? 'An item'} waits for itself; the link is left out. Take it away in its tracker.`,
    nodes: [node],
    ...(connection !== undefined && { connection }),
    ...(ref !== undefined && { ref }),
  })
}
