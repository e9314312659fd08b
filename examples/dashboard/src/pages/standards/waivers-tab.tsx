import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { goesOn } from '../../app/kept-focus.ts'
import { usePmo } from '../../app/pmo.tsx'
import { ShowMore } from '../../ui/show-more.tsx'
import { Empty, Failed, Loading } from '../../ui/states.tsx'
import { ProjectChoice } from './project-choice.tsx'
import type { StandardsPart } from './standards-page.tsx'
import { WaiverCard } from './waiver-card.tsx'

/** Waivers: those that wait for a decision first. */
export function WaiversTab({ view, show }: StandardsPart) {
  const { trpc } = usePmo()
  const { project } = view
  const query = useInfiniteQuery(
    trpc.waivers.list.infiniteQueryOptions(
      { limit: 100, ...(project !== undefined && { project }) },
      { getNextPageParam: ({ next }) => next },
    ),
  )
  const { project: _, ...all } = view
  const waivers = query.data?.pages.flatMap(({ items }) => items) ?? []
  const waiting = waivers.filter(({ state }) => state === 'requested')
  const decided = waivers.filter(({ state }) => state !== 'requested')
  return (
    <div className="stack">
      <div className="filters">
        <ProjectChoice
          chosen={project}
          choose={(next) => show(next === undefined ? all : { ...all, project: next })}
        />
      </div>
      {query.data === undefined ? (
        query.isError ? (
          <Failed error={query.error} what="the waivers" retry={() => void query.refetch()} />
        ) : (
          <Loading what="the waivers" />
        )
      ) : waivers.length === 0 ? (
        <Empty title="Nothing was waived">
          <p>
            Open a{' '}
            <Link to="/standards" search={{ tab: 'findings' }}>
              finding
            </Link>{' '}
            to ask for a waiver, with the reason, the risk and the day on which it ends.
          </p>
        </Empty>
      ) : (
        <>
          <h2 {...goesOn}>Waiting for a decision ({waiting.length})</h2>
          {waiting.length === 0 && <p className="quiet">None.</p>}
          {waiting.map((waiver) => (
            <WaiverCard key={waiver.id} waiver={waiver} />
          ))}
          <h2>Decided</h2>
          {decided.map((waiver) => (
            <WaiverCard key={waiver.id} waiver={waiver} />
          ))}
          <ShowMore query={query} />
        </>
      )}
    </div>
  )
}
