import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { usePmo } from '../../app/pmo.tsx'
import { may } from '../../app/session.ts'
import type { Outputs } from '../../ui/api-types.ts'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { instantText, shareText } from '../../ui/format.ts'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty } from '../../ui/states.tsx'
import { GateDecision } from './gate-decision.tsx'
import { ProjectChoice } from './project-choice.tsx'
import type { StandardsPart } from './standards-page.tsx'
import { standardsAddressOf } from './standards-view.ts'

type Decision = Outputs['gates']['list']['items'][number]

/** Gates: whether the one before a project can be passed, what stands in the way, and what was decided. */
export function GatesTab({ view, show }: StandardsPart) {
  const { trpc } = usePmo()
  const { project } = view
  const about = project === undefined ? {} : { project }
  const decisions = useQuery(trpc.gates.list.queryOptions({ ...about, limit: 100 }))
  const figures = useQuery(trpc.gates.figures.queryOptions(about))
  const { project: _, ...all } = view
  return (
    <div className="stack">
      <div className="filters">
        <ProjectChoice
          chosen={project}
          choose={(next) => show(next === undefined ? all : { ...all, project: next })}
        />
      </div>
      {project === undefined ? (
        <p className="notice">Choose a project to see its gate and what stands in its way.</p>
      ) : (
        <Gate project={project} />
      )}
      <QueryView query={figures} what="the figures of gates">
        {({ decisions: count, verdicts, forced, stoppingShare, warning }) => (
          <p className="row">
            <strong>{count} decisions</strong>
            <span>
              {verdicts.go} go, {verdicts.hold} hold, {verdicts.recycle} recycle, {verdicts.kill} kill
            </span>
            <span>{forced} given though something was unmet</span>
            <span>
              {stoppingShare === undefined
                ? 'Nothing was decided yet'
                : `${shareText(stoppingShare)} of the gates ever stopped anything`}
            </span>
            {warning !== undefined && <span className="notice notice-doubt">{warning}</span>}
          </p>
        )}
      </QueryView>
      <QueryView query={decisions} what="the decisions">
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="No gate was decided">
              <p>Decisions at gates are kept here, with their conditions and what was unmet.</p>
            </Empty>
          ) : (
            <DataTable
              name="gate-decisions"
              caption="Decisions, the latest first"
              columns={COLUMNS}
              rows={items}
              rowKey={({ id }) => id}
            />
          )
        }
      </QueryView>
    </div>
  )
}

function Gate({ project }: { readonly project: string }) {
  const { trpc, session } = usePmo()
  const query = useQuery(trpc.gates.state.queryOptions({ project }))
  return (
    <QueryView query={query} what="gate">
      {(gate) => (
        <section className="card stack">
          <h2>{gate.gate}</h2>
          <p className={gate.open ? 'notice notice-good' : 'notice notice-bad'}>
            {gate.open
              ? 'Open: all that it asks for is met or waived.'
              : `Closed: ${gate.unmet.filter(({ waived }) => waived !== true).length} things stand in the way.`}{' '}
            The project is in the phase {gate.phase}.
          </p>
          {gate.unmet.length > 0 && (
            <ul>
              {gate.unmet.map(({ what, id, sentence, waived }) => (
                <li key={`${what} ${id ?? sentence}`}>
                  {what === 'finding' && id !== undefined ? (
                    <Link
                      to="/standards"
                      search={standardsAddressOf({ tab: 'gates', state: 'current', project, finding: id })}
                    >
                      {sentence}
                    </Link>
                  ) : (
                    sentence
                  )}{' '}
                  <span className="tag">{waived === true ? `${what}, accepted for a time` : what}</span>
                </li>
              ))}
            </ul>
          )}
          {gate.blocking.length > 0 && (
            <p>
              Rules whose open findings hold it up:{' '}
              {gate.blocking.map((rule) => (
                <Link
                  key={rule}
                  to="/standards"
                  search={standardsAddressOf({ tab: 'findings', state: 'open', project, rule })}
                >
                  <code>{rule}</code>{' '}
                </Link>
              ))}
            </p>
          )}
          {may(session, 'pmo') && <GateDecision key={gate.gate} gate={gate} />}
        </section>
      )}
    </QueryView>
  )
}

const COLUMNS: readonly Column<Decision>[] = [
  {
    id: 'project',
    title: 'Project',
    always: true,
    sortable: true,
    value: ({ project }) => project,
    cell: ({ project }) => (
      <Link to="/projects/$project" params={{ project }}>
        {project}
      </Link>
    ),
  },
  { id: 'gate', title: 'Gate', sortable: true, value: ({ gate }) => gate, cell: ({ gate }) => gate },
  {
    id: 'verdict',
    title: 'Verdict',
    sortable: true,
    value: ({ verdict }) => verdict,
    cell: ({ verdict, forced }) => (forced === undefined ? verdict : `${verdict}, forced: ${forced}`),
  },
  { id: 'at', title: 'When', sortable: true, value: ({ at }) => at, cell: ({ at }) => instantText(at) },
  { id: 'by', title: 'By', cell: ({ by }) => by },
  {
    id: 'conditions',
    title: 'Conditions and remarks',
    width: '18rem',
    cell: ({ conditions, remarks }) =>
      [conditions, remarks].filter((one) => one !== undefined).join(' ') || '–',
  },
  {
    id: 'open',
    title: 'Unmet at the time',
    cell: ({ open }) =>
      open.length === 0 ? (
        'nothing'
      ) : (
        <details>
          <summary>{open.length}</summary>
          <ul>
            {open.map(({ sentence }) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </details>
      ),
  },
]
