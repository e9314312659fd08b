import { Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { Outputs } from '../../ui/api-types.ts'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { countText } from '../../ui/format.ts'
import { OutwardLink } from '../../ui/outward-link.tsx'
import { Empty } from '../../ui/states.tsx'
import { ToldAsOfNow } from './as-of.tsx'
import { ItemsDialog } from './items-dialog.tsx'

type Project = Outputs['projects']['get']
type Person = Project['people'][number]

/** Who answers for the project, and who has its items. */
export function PeopleTab({
  project,
  asOf,
}: {
  readonly project: Project
  readonly asOf: string | undefined
}) {
  const columns = useMemo(() => columnsOf(project.id), [project.id])
  return (
    <div className="stack">
      <ToldAsOfNow what="People are told" asOf={asOf} />
      <dl className="facts card">
        <dt>Sponsor</dt>
        <dd>{project.sponsor ?? 'unknown: nobody is named'}</dd>
        <dt>Manager</dt>
        <dd>{project.manager ?? 'unknown: nobody is named'}</dd>
        <dt>Unit</dt>
        <dd>{project.unit ?? 'unknown: none is named'}</dd>
      </dl>
      {project.people.length === 0 ? (
        <Empty title="Nobody has an item of the project">
          <p>Assignees of its items stand here as soon as its trackers name some.</p>
        </Empty>
      ) : (
        <>
          <p>
            <Link to="/capacity">See who has time</Link>
          </p>
          <DataTable
            name="project-people"
            caption={`${countText(project.people.length, 'account')} with items of the project`}
            columns={columns}
            rows={project.people}
            rowKey={keyOf}
            sorting={{ sort: 'open', direction: 'desc' }}
          />
        </>
      )}
    </div>
  )
}

const keyOf = ({ account }: Person): string => `${account.connection}/${account.ref ?? ''}`

function titleOf({ account }: Person): string {
  return 'title' in account && typeof account.title === 'string'
    ? account.title
    : (account.ref ?? 'nobody known')
}

/** How many items somebody has; opens them. */
function ItemCount({
  count,
  of,
  project,
  isOpen = false,
}: {
  readonly count: number
  readonly of: Person
  readonly project: string
  /** Whether only open ones are meant. */
  readonly isOpen?: boolean
}) {
  const [open, setOpen] = useState(false)
  const {
    account: { connection, ref },
  } = of
  if (count === 0 || connection === undefined || ref === undefined) return count
  const what = `${isOpen ? 'open items' : 'items'} of ${titleOf(of)}`
  return (
    <>
      <button type="button" className="link" aria-label={`${count} ${what}`} onClick={() => setOpen(true)}>
        {count}
      </button>
      {open && (
        <ItemsDialog
          title={`${count} ${what}`}
          question={{
            project,
            connection: [connection],
            assignee: ref,
            ...(isOpen && { statusCategory: OPEN }),
          }}
          close={() => setOpen(false)}
        />
      )}
    </>
  )
}

const OPEN: ('todo' | 'in_progress')[] = ['todo', 'in_progress']

const columnsOf = (project: string): readonly Column<Person>[] => [
  {
    id: 'name',
    title: 'Account',
    always: true,
    sortable: true,
    value: titleOf,
    cell: (person) => {
      const { account } = person
      const url = 'url' in account && typeof account.url === 'string' ? account.url : undefined
      return url === undefined ? titleOf(person) : <OutwardLink url={url}>{titleOf(person)}</OutwardLink>
    },
  },
  {
    id: 'connection',
    title: 'Connection',
    sortable: true,
    value: ({ account }) => account.connection,
    cell: ({ account }) => account.connection,
  },
  {
    id: 'open',
    title: 'Open items',
    numeric: true,
    sortable: true,
    value: ({ open }) => open,
    cell: (person) => <ItemCount count={person.open} of={person} project={project} isOpen />,
  },
  {
    id: 'total',
    title: 'All items',
    numeric: true,
    sortable: true,
    value: ({ total }) => total,
    cell: (person) => <ItemCount count={person.total} of={person} project={project} />,
  },
]
