import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { usePmo } from '../../app/pmo.tsx'
import { may } from '../../app/session.ts'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty } from '../../ui/states.tsx'
import { ConnectionCard } from './connection-card.tsx'
import { Removals } from './removals.tsx'

/** All connections, with what is held back for a decision before them. */
export function ConnectionList() {
  const { trpc, session } = usePmo()
  const query = useQuery(trpc.connections.list.queryOptions({}))
  const connect = may(session, 'administrator') && (
    <p>
      <Link className="button button-main" to="/connections" search={{ connect: 'new' }}>
        Connect a tracker
      </Link>
    </p>
  )
  return (
    <div className="stack">
      {connect}
      <Removals />
      <QueryView query={query} what="the connections">
        {({ connections }) =>
          connections.length === 0 ? (
            <Empty title="Nothing is connected">
              <p>
                {may(session, 'administrator')
                  ? 'Connect a tracker: then its items, dates and people fill every page.'
                  : 'An administrator connects trackers; then their items, dates and people fill every page.'}
              </p>
            </Empty>
          ) : (
            <div className="cards">
              {connections.map((connection) => (
                <ConnectionCard key={connection.id} connection={connection} />
              ))}
            </div>
          )
        }
      </QueryView>
    </div>
  )
}
