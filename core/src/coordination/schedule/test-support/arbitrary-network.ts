import fc from 'fast-check'
import { CONSTRAINTS, LAG_KINDS, LINK_TYPES, NODE_FLAGS } from '../network.ts'
import type { ConstraintName, LagKindName, LinkTypeName } from '../network.ts'
import type { LinkSpec, NetworkSpec, NodeSpec, ProjectSpec } from '../network-of.ts'

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a constant object are its names
const names = <T extends string>(table: Readonly<Record<T, number>>): T[] => Object.keys(table) as T[]

/** Monday, 5 January 2026, 00:00 UTC, in absolute minutes. */
export const MONDAY = 29_459_520

const time = fc.integer({ min: 0, max: 40 * 24 }).map((hours) => MONDAY + hours * 60)
const duration = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 1, max: 40 }).map((hours) => hours * 60),
)
const linkType: fc.Arbitrary<LinkTypeName> = fc.constantFrom(...names(LINK_TYPES))
const lagKind: fc.Arbitrary<LagKindName> = fc.constantFrom(...names(LAG_KINDS))
const constraint: fc.Arbitrary<ConstraintName> = fc.constantFrom(...names(CONSTRAINTS))

/** What the networks of a property may contain. */
export interface NetworkTraits {
  /** Constraints, deadlines, actual dates, nodes set by hand or inactive. */
  readonly special?: boolean
  readonly summaries?: boolean
  /** Links both ways, so that rings come up. */
  readonly rings?: boolean
  readonly leads?: boolean
  /** Links of other types than finish-to-start, with lags. */
  readonly lags?: boolean
}

/** Any value that a node may state. */
export function arbitraryNode({ special = false }: NetworkTraits): fc.Arbitrary<NodeSpec> {
  const plain = {
    duration,
    calendar: fc.integer({ min: 0, max: 3 }),
    project: fc.integer({ min: -1, max: 1 }),
  }
  if (!special) return fc.record(plain)
  const now = fc.option(time, { nil: undefined })
  return fc
    .record(
      {
        ...plain,
        flags: fc.constantFrom(
          0,
          0,
          0,
          0,
          NODE_FLAGS.manual,
          NODE_FLAGS.inactive,
          NODE_FLAGS.done,
          NODE_FLAGS.noEnd,
        ),
        constraint,
        constraintDate: time,
        deadline: time,
        actualStart: time,
        actualFinish: time,
        remaining: duration,
        resume: time,
        plannedStart: time,
        plannedFinish: time,
        noEarlierThan: now.map((value) => value ?? Number.NaN),
      },
      { requiredKeys: ['duration', 'calendar', 'project'] },
    )
    .map(sparse)
}

/** Most nodes state few of all these things. */
function sparse(node: NodeSpec): NodeSpec {
  const kind = ((node.duration ?? 0) / 60 + (node.calendar ?? 0)) % 5
  const { duration: length = 0, calendar = 0, project = -1, noEarlierThan = Number.NaN } = node
  const plain = { duration: length, calendar, project }
  if (kind < 2) return { ...plain, noEarlierThan }
  if (kind === 2) {
    const { actualFinish: _finish, actualStart: _start, ...open } = node
    return open
  }
  return node
}

/** Whole networks; small ones, in which everything touches everything. */
export function arbitraryNetwork(traits: NetworkTraits = {}): fc.Arbitrary<NetworkSpec> {
  const project: fc.Arbitrary<ProjectSpec> = fc.record({ start: time }, { requiredKeys: [] })
  return fc
    .record({
      nodes: fc.array(arbitraryNode(traits), { minLength: 1, maxLength: 12 }),
      projects: fc.tuple(project, project),
    })
    .chain(({ nodes, projects }) =>
      fc
        .record({
          links: fc.array(arbitraryLink(nodes.length, traits), { maxLength: 20 }),
          parents: fc.array(fc.integer({ min: -1, max: 3 }), {
            minLength: nodes.length,
            maxLength: nodes.length,
          }),
        })
        .map(({ links, parents }) => ({
          nodes: nodes.map((node, index) => {
            const parent = parents[index] ?? -1
            return traits.summaries === true && parent < index ? { ...node, parent } : node
          }),
          links,
          projects,
        })),
    )
}

/** A link between two of so many nodes; without rings it leads from a lower to a higher number. */
export function arbitraryLink(
  nodes: number,
  { rings = false, leads = false, lags = false }: NetworkTraits,
): fc.Arbitrary<LinkSpec> {
  const end = fc.integer({ min: 0, max: nodes - 1 })
  const hours = fc.integer({ min: leads ? -30 : 0, max: 30 })
  return fc
    .record({ from: end, to: end, ...(lags && { type: linkType, lagKind, lag: hours }) })
    .map(({ from, to, lag = 0, lagKind: kind = 'working', ...link }) => ({
      ...link,
      ...(rings || from < to ? { from, to } : { from: to, to: from }),
      lagKind: kind,
      lag: kind === 'percent' || kind === 'elapsedPercent' ? lag * 5 : lag * 60,
    }))
}
