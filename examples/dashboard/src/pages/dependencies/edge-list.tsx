import { DataTable, type Column } from '../../ui/data-table.tsx'
import { concernsOf, edgeText, type ProjectEdge } from './network.ts'

/** The same as the graph, as rows that can be sorted. */
export function EdgeList({
  edges,
  nameOf,
  open,
}: {
  readonly edges: readonly ProjectEdge[]
  readonly nameOf: (project: string) => string
  readonly open: (from: string, to: string) => void
}) {
  const count = (
    id: 'acrossTools' | 'critical' | 'contradictions' | 'cyclic' | 'unconfirmed',
    title: string,
  ) => ({
    id,
    title,
    numeric: true,
    sortable: true,
    value: (edge: ProjectEdge) => edge[id],
    cell: (edge: ProjectEdge) => edge[id],
  })
  const columns: readonly Column<ProjectEdge>[] = [
    {
      id: 'to',
      title: 'Project',
      always: true,
      sortable: true,
      value: ({ to }) => nameOf(to),
      cell: ({ to }) => nameOf(to),
    },
    {
      id: 'from',
      title: 'Waits for',
      always: true,
      sortable: true,
      value: ({ from }) => nameOf(from),
      cell: ({ from }) => nameOf(from),
    },
    {
      id: 'links',
      title: 'Links',
      numeric: true,
      sortable: true,
      value: ({ links }) => links,
      cell: (edge) => (
        <button
          type="button"
          className="link figure"
          aria-label={`${edgeText(edge, nameOf)}; show the links`}
          onClick={() => open(edge.from, edge.to)}
        >
          {edge.links}
        </button>
      ),
    },
    count('acrossTools', 'Between tools'),
    count('critical', 'Critical'),
    count('contradictions', 'Contradicted'),
    count('cyclic', 'Wait for each other'),
    count('unconfirmed', 'Not confirmed'),
    { id: 'concerns', title: 'Worth a look', cell: (edge) => concernsOf(edge).join('; ') || '–' },
  ]
  return (
    <DataTable
      caption={`${edges.length} pairs of projects, one waiting for the other`}
      name="dependencies"
      columns={columns}
      rows={edges}
      rowKey={({ from, to }) => `${from}\n${to}`}
      sorting={{ sort: 'contradictions', direction: 'desc' }}
    />
  )
}
