import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { usePmo } from '../../app/pmo.tsx'
import { may } from '../../app/session.ts'
import type { Outputs } from '../../ui/api-types.ts'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { countText, instantText, shareText } from '../../ui/format.ts'
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
  const projects = useQuery(trpc.projects.list.queryOptions({}))
  const columns = useMemo(
    () => columnsOf(new Map(projects.data?.projects.map(({ id, name }) => [id, name]))),
    [projects.data],
  )
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
        {({ decisions: count, verdicts, forced, stoppingShare, warning }) =>
          count > 0 && (
            <p className="row">
              <strong>{countText(count, 'decision')}</strong>
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
          )
        }
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
              columns={columns}
              rows={items}
              rowKey={({ id }) => id}
            />
          )
        }
      </QueryView>
    </div>
  )
}

type Unmet = Outputs['gates']['state']['unmet'][number]

/** What kind of thing is unmet, in a word; other things say it in their sentence. */
const KINDS: Readonly<Record<Unmet['what'], string | undefined>> = {
  artefact: 'artefact',
  approval: 'approval',
  finding: 'finding',
  other: undefined,
}

/** What is unmet, as the way to the finding that says so, or to the rule that could not judge. */
function Way({
  unmet: { what, id, finding, sentence },
  project,
}: {
  readonly unmet: Unmet
  readonly project: string
}) {
  const { tab, state } = { tab: 'gates', state: 'current' } as const
  const told = finding ?? (what === 'finding' ? id : undefined)
  const rule = what === 'other' ? id : undefined
  if (told === undefined && rule === undefined) return sentence
  return (
    <Link
      to="/standards"
      search={standardsAddressOf(
        told === undefined
          ? { tab: 'rules', state, ...(rule !== undefined && { rule }) }
          : { tab, state, project, finding: told },
      )}
    >
      {sentence}
    </Link>
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
              : `Closed: ${countText(
                  gate.unmet.filter(({ waived }) => waived !== true).length,
                  'thing stands',
                  'things stand',
                )} in the way.`}{' '}
            The project is in the phase {gate.phase}.
          </p>
          {gate.unmet.length > 0 && (
            <ul>
              {gate.unmet.map((one) => (
                <li key={`${one.what} ${one.id ?? one.sentence}`}>
                  <Way unmet={one} project={project} />{' '}
                  {KINDS[one.what] !== undefined && <span className="tag">{KINDS[one.what]}</span>}{' '}
                  {one.waived === true && <span className="tag">accepted for a time</span>}
                </li>
              ))}
            </ul>
          )}
          {gate.blocking.length > 0 && (
            <details>
              <summary>{countText(gate.blocking.length, 'rule')} whose open findings hold it up</summary>
              <ul>
                {gate.blocking.map((rule) => (
                  <li key={rule}>
                    <Link
                      to="/standards"
                      search={standardsAddressOf({ tab: 'findings', state: 'open', project, rule })}
                    >
                      <code>{rule}</code>
                    </Link>
                  </li>
                ))}
              </ul>
            </details>
          )}
          {may(session, 'pmo') && <GateDecision key={gate.gate} gate={gate} />}
        </section>
      )}
    </QueryView>
  )
}

const columnsOf = (names: ReadonlyMap<string, string>): readonly Column<Decision>[] => [
  {
    id: 'project',
    title: 'Project',
    always: true,
    sortable: true,
    value: ({ project }) => names.get(project) ?? project,
    cell: ({ project }) => (
      <Link to="/projects/$project" params={{ project }}>
        {names.get(project) ?? project}
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
    cell: ({ open, project }) =>
      open.length === 0 ? (
        'nothing'
      ) : (
        <details>
          <summary>{open.length}</summary>
          <ul>
            {open.map((one) => (
              <li key={one.sentence}>
                <Way unmet={one} project={project} />
              </li>
            ))}
          </ul>
        </details>
      ),
  },
]
