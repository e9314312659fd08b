import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useMemo } from 'react'
import { usePmo } from '../../app/pmo.tsx'
import { instantText } from '../../ui/format.ts'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty, Loading } from '../../ui/states.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import {
  dependenciesAddressOf,
  dependenciesViewOf,
  ONLY,
  WAYS,
  type DependenciesView,
  type Only,
} from './dependencies-view.ts'
import { ConflictList } from './conflict-list.tsx'
import { EdgeList } from './edge-list.tsx'
import { askFoundLinks, withFound, type FoundLink } from './found-links.ts'
import { Matrix } from './matrix.tsx'
import { namesOf, shownOf, type Network } from './network.ts'
import { PairDialog } from './pair-dialog.tsx'
import './dependencies.css'

// The library that lays graphs out is loaded when a graph is looked at.
const NetworkGraph = lazy(async () => ({ default: (await import('./network-graph.tsx')).NetworkGraph }))

/** Which projects wait for which, across all tools. */
export function DependenciesPage() {
  const { trpc, client } = usePmo()
  const navigate = useNavigate()
  const view = dependenciesViewOf(useSearch({ strict: false }))
  const show = (next: DependenciesView) =>
    void navigate({ to: '/dependencies', search: dependenciesAddressOf(next), resetScroll: false })
  const query = useQuery({ ...trpc.roadmap.network.queryOptions({}), placeholderData: keepPreviousData })
  const found = useQuery({
    queryKey: [...trpc.dependencies.pathKey(), 'found between projects'],
    queryFn: ({ signal }) => askFoundLinks(client, signal),
  })
  return (
    <div className="page stack">
      <h1>Dependencies</h1>
      <QueryView query={query} what="the dependencies">
        {(network) => (
          <Dependencies known={network} found={found.data} failed={found.error} view={view} show={show} />
        )}
      </QueryView>
    </div>
  )
}

const NONE: readonly FoundLink[] = []

function Dependencies({
  known,
  found,
  failed,
  view,
  show,
}: {
  readonly known: Network
  /** What texts tell; absent: not answered yet, or failed. */
  readonly found: { readonly links: readonly FoundLink[]; readonly isAll: boolean } | undefined
  readonly failed: { readonly message: string } | null
  readonly view: DependenciesView
  readonly show: (view: DependenciesView) => void
}) {
  const links = found?.links ?? NONE
  const network = useMemo(() => withFound(known, links), [known, links])
  const nameOf = namesOf(network.nodes)
  const shown = shownOf(network, view.only)
  const open = (from: string, to: string) => show({ ...view, pair: [from, to] })
  return (
    <>
      <Totals
        network={network}
        found={found === undefined ? undefined : { count: links.length, isAll: found.isAll }}
        look={(only) => show({ ...view, way: 'list', only })}
        contradictions={() => show({ ...view, way: 'conflicts' })}
      />
      {failed !== null && found === undefined && (
        <p className="notice notice-doubt">
          Links found in texts could not be asked for, so none is shown: {failed.message}
        </p>
      )}
      {view.way !== 'conflicts' && (
        <form
          className="filters"
          aria-label="Which dependencies"
          onSubmit={(event) => event.preventDefault()}
        >
          <label className="field">
            <span>Show</span>
            <select
              value={view.only}
              onChange={({ target }) => show({ ...view, only: target.value as Only })}
            >
              {Object.entries(ONLY).map(([only, name]) => (
                <option key={only} value={only}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <label className="field">
            <span>Project that stands out</span>
            <select
              value={view.project ?? '-'}
              onChange={({ target }) =>
                show(withProject(view, target.value === '-' ? undefined : target.value))
              }
            >
              <option value="-">None</option>
              {network.nodes.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        </form>
      )}
      <Tabs
        label="How the dependencies are shown"
        tabs={WAYS}
        chosen={view.way}
        choose={(way) => show({ ...view, way })}
      >
        {view.way === 'conflicts' ? (
          <ConflictList />
        ) : shown.edges.length === 0 ? (
          <NoEdge hasAny={network.edges.length > 0} />
        ) : view.way === 'graph' ? (
          <Suspense fallback={<Loading what="the graph" />}>
            <NetworkGraph
              nodes={shown.tied}
              edges={shown.edges}
              project={view.project}
              choose={(project) => show(withProject(view, project === view.project ? undefined : project))}
              open={open}
            />
          </Suspense>
        ) : view.way === 'matrix' ? (
          <Matrix nodes={shown.tied} edges={shown.edges} project={view.project} open={open} />
        ) : (
          <EdgeList edges={shown.edges} nameOf={nameOf} open={open} />
        )}
      </Tabs>
      {shown.alone.length > 0 && (
        <details>
          <summary>
            {shown.alone.length} {shown.alone.length === 1 ? 'project has' : 'projects have'} no known
            dependency on another
          </summary>
          <p>{shown.alone.map(({ name }) => name).join(', ')}</p>
        </details>
      )}
      {view.pair !== undefined && (
        <PairDialog
          from={view.pair[0]}
          to={view.pair[1]}
          found={links}
          nameOf={nameOf}
          close={() => {
            const { pair: _, ...rest } = view
            show(rest)
          }}
        />
      )}
    </>
  )
}

/** What there is in sum, and how far it can be trusted; each number opens its rows. */
function Totals({
  network: { edges, asOf, unknown },
  found,
  look,
  contradictions,
}: {
  readonly network: Network
  /** Links found in texts; absent: not known. */
  readonly found: { readonly count: number; readonly isAll: boolean } | undefined
  readonly look: (only: Only) => void
  readonly contradictions: () => void
}) {
  const sum = (of: (edge: Network['edges'][number]) => number) =>
    edges.reduce((total, edge) => total + of(edge), 0)
  const rings = edges.filter(({ inRing }) => inRing).length
  const cyclic = sum((edge) => edge.cyclic)
  const broken = sum((edge) => edge.contradictions)
  return (
    <section className="stack" aria-label="In sum">
      <ul className="sums">
        <Sum count={sum(({ links }) => links)} words="links between projects" open={() => look('all')} />
        <Sum
          count={sum(({ acrossTools }) => acrossTools)}
          words="of them between two tools"
          open={() => look('across')}
        />
        <Sum count={broken} words="contradicted by dates (!)" open={contradictions} />
        <Sum count={cyclic} words="between items that wait for each other (∞)" open={contradictions} />
        <Sum count={rings} words="pairs of projects in a ring (↻)" open={() => look('rings')} />
        {found === undefined ? (
          <li>found in texts and not confirmed (?): unknown</li>
        ) : (
          <Sum
            count={found.count}
            words={`found in texts and not confirmed (?)${found.isAll ? '' : ', and more'}`}
            open={() => look('unconfirmed')}
          />
        )}
      </ul>
      <p className="quiet" data-varies>
        As of {instantText(asOf)}.
      </p>
      {unknown !== undefined && <Gaps gaps={unknown} />}
    </section>
  )
}

function Sum({
  count,
  words,
  open,
}: {
  readonly count: number
  readonly words: string
  readonly open: () => void
}) {
  return (
    <li>
      {count === 0 ? (
        0
      ) : (
        <button
          type="button"
          className="link figure"
          aria-label={`${count} ${words}; show them`}
          onClick={open}
        >
          {count}
        </button>
      )}{' '}
      {words}
    </li>
  )
}

function Gaps({ gaps: { items, links } }: { readonly gaps: NonNullable<Network['unknown']> }) {
  return (
    <p className="notice notice-doubt">
      Of {items} items and {links} links nothing tells whether they held then; they are left out.
    </p>
  )
}

function NoEdge({ hasAny }: { readonly hasAny: boolean }) {
  return hasAny ? (
    <Empty title="No dependency is of this kind">
      <p>Choose “All” to see the others.</p>
    </Empty>
  ) : (
    <Empty title="No dependency between projects is known">
      <p>
        Links of trackers, links that the PMO states and references found in texts fill this. That none is
        known does not mean that there is none.
      </p>
    </Empty>
  )
}

function withProject(view: DependenciesView, project: string | undefined): DependenciesView {
  const { project: _, ...rest } = view
  return project === undefined ? rest : { ...rest, project }
}
